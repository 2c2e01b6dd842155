// Apart from the other words of the insights: the address is read before they are fetched.

export const bothDays = 'Choose the first and the last day.'
export const wrongOrder = 'The first day comes after the last one. Choose an earlier first day.'
export const tooLong = 'A period can be a year long at most. Choose a later first day.'
