import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** A phone number as E.164, from any way Swedes write it ("070-123 45 67", "0046 70..."); null when it is none. */
export const toE164 = (text: string): string | null => {
  const number = parsePhoneNumberFromString(text.replace(/\(0\)/g, ''), 'SE');
  return number?.isValid() ? number.number : null;
};

/** For reading: national form for Swedish numbers, international for others. The input itself where it is not a number. */
export const phoneForReading = (e164: string): string => {
  const number = parsePhoneNumberFromString(e164, 'SE');
  if (!number) return e164;
  return number.country === 'SE' ? number.formatNational() : number.formatInternational();
};
