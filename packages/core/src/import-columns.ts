import { normaliseEmail } from './contact.ts'
import { rearm } from './csv.ts'
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

/** Whether the first row of a file can be the names of its columns: nobody calls a column by an email address or a phone number. */
export function isHeader(cells: string[]): boolean {
  return !cells.some((cell) => isEmail(cell) || isPhone(cell))
}

/** What the columns of a file without a header seem to be, by one of its rows; null for what that does not tell. */
export function guessColumnsByRow(cells: string[]): (ImportField | null)[] {
  const found = cells.map((cell) => (isEmail(cell) ? 'email' : isPhone(cell) ? 'phone' : null))
  const name = cells.findIndex(
    (cell, index) => found[index] === null && /^[^\d@]*\p{L}[^\d@]*$/u.test(cell),
  )
  return found.map((field, index) => (index === name ? 'name' : field))
}

function isEmail(cell: string): boolean {
  const email = normaliseEmail(rearm(cell.trim()))
  return email !== null && /@.+\..+/.test(email)
}

// A name may be a day or a year, or several of them.
function isPhone(cell: string): boolean {
  const text = rearm(cell.trim())
  if (!/^[+(\d][\d\s()./-]*$/.test(text) || /^\d{1,4}([./-])\d{1,2}\1\d{1,4}$/.test(text))
    return false
  const digits = text.replaceAll(/\D/g, '').length
  return digits >= (/^[+0(]/.test(text) ? 7 : 9) && digits <= 15
}

// 'E-Mail', 'email' and 'E_MAIL' are the same, 'Straße' and 'Strasse' too.
function plain(name: string): string {
  const text = name.normalize('NFKD').toLowerCase().replaceAll('ß', 'ss')
  return text.replaceAll(/[^a-z0-9]/g, '')
}
