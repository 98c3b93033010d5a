/** Numbers with a check digit. */

/** ISBN of ten digits, spaces and dashes aside. */
export const isIsbn10 = (text: string): boolean => {
  const digits = text.replaceAll(/[\s-]+/g, '');
  if (!/^(?:[0-9]{9}X|[0-9]{10})$/.test(digits)) return false;
  const sum = Array.from(digits, (digit, i) => (i + 1) * (digit === 'X' ? 10 : Number(digit)));
  return sum.reduce((a, b) => a + b, 0) % 11 === 0;
};

/** ISBN of thirteen digits, spaces and dashes aside. */
export const isIsbn13 = (text: string): boolean => {
  const digits = text.replaceAll(/[\s-]+/g, '');
  if (!/^[0-9]{13}$/.test(digits)) return false;
  return Array.from(digits, (digit, i) => Number(digit) * (i % 2 === 0 ? 1 : 3)).reduce((a, b) => a + b, 0) % 10 === 0;
};

const CARD =
  /^(?:4[0-9]{12}(?:[0-9]{3})?|5[1-5][0-9]{14}|6(?:011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}|3(?:0[0-5]|[68][0-9])[0-9]{11}|(?:2131|1800|35\d{3})\d{11})$/;

/** A number of the large card companies with Luhn's check digit, whatever stands between the digits. */
export const isCreditCard = (text: string): boolean => {
  const digits = text.replaceAll(/[^0-9]+/g, '');
  if (!CARD.test(digits)) return false;
  const values = Array.from(digits, Number).toReversed();
  const sum = values.map((digit, i) => (i % 2 === 0 ? digit : digit < 5 ? digit * 2 : digit * 2 - 9));
  return sum.reduce((a, b) => a + b, 0) % 10 === 0;
};
