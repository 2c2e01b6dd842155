import type { ImportField } from './lead-import.ts'

// English and German, without what `plain` takes away.
const names: Record<ImportField, string[]> = {
  name: [
    ...['name', 'fullname', 'contact', 'contactname', 'leadname', 'customer', 'customername'],
    ...['kunde', 'kundenname', 'ansprechpartner', 'interessent', 'vollstandigername'],
  ],
  firstName: ['firstname', 'first', 'forename', 'givenname', 'vorname'],
  lastName: ['lastname', 'last', 'surname', 'familyname', 'nachname', 'familienname'],
  email: ['email', 'emailaddress', 'mail', 'emailadresse', 'mailadresse', 'email1value'],
  phone: [
    ...['phone', 'phonenumber', 'telephone', 'telephonenumber', 'tel', 'mobile', 'mobilephone'],
    ...['mobilenumber', 'cell', 'cellphone', 'telefon', 'telefonnummer', 'rufnummer', 'mobil'],
    ...['mobiltelefon', 'mobilnummer', 'handy', 'handynummer', 'phone1value'],
  ],
  postcode: ['postcode', 'postalcode', 'zip', 'zipcode', 'plz', 'postleitzahl'],
  address: [
    ...[
      'address',
      'streetaddress',
      'street',
      'addressline1',
      'addressline2',
      'address1',
      'address2',
    ],
    ...['city', 'town', 'adresse', 'anschrift', 'strasse', 'strassehausnummer', 'ort', 'stadt'],
    ...['wohnort'],
  ],
  source: ['source', 'leadsource', 'channel', 'quelle', 'herkunft', 'kanal'],
}

const fieldByName = new Map(
  Object.entries(names).flatMap(([field, all]) =>
    // The names of the record.
    all.map((name) => [name, field as ImportField] as const),
  ),
)

/** What the columns of a file seem to be, by their names in its header; null for what a lead has no place for. */
export function guessColumns(header: string[]): (ImportField | null)[] {
  return header.map((name) => fieldByName.get(plain(name)) ?? null)
}

// 'E-Mail', 'email' and 'E_MAIL' are the same, 'Straße' and 'Strasse' too.
function plain(name: string): string {
  const text = name.normalize('NFKD').toLowerCase().replaceAll('ß', 'ss')
  return text.replaceAll(/[^a-z0-9]/g, '')
}
