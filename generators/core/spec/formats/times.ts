/** Dates, times and durations, as kube-openapi's strfmt reads them. */

/** 2006-01-02, a day that there is. */
export const isDate = (text: string): boolean => {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.map(Number) ?? [];
  if (year === undefined || month! < 1 || month! > 12 || day! < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day! <= (month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month!) ? 30 : 31);
};

/** RFC 3339's date-time; whatever character may stand before the fraction. */
export const isDateTime = (text: string): boolean => {
  const [date = '', time] = text.toLowerCase().split('t');
  if (time === undefined || !isDate(date)) return false;
  const [, hour, minute, second] = /^(\d{2}):(\d{2}):(\d{2})(?:.\d+)?(?:z|[+-]\d{2}:\d{2})$/.exec(time) ?? [];
  return hour !== undefined && hour <= '23' && minute! <= '59' && second! <= '59';
};

/** Go's time.ParseDuration, or any text with a number and a unit in it: 22 ns, 3 days. */
export const isDuration = (text: string): boolean => {
  if (/^[-+]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|\u00b5s|\u03bcs|ms|s|m|h))+)$/.test(text)) return true;
  const units = [...text.matchAll(/(\d+)\s*([A-Za-z\u00b5]+)/g)];
  return (
    units.every(([, count]) => BigInt(count!) < 2n ** 63n) &&
    units.some(([, , unit = '']) =>
      /^(?:ns|nano.*|us|\u00b5s|micro.*|ms|milli.*|s|sec.*|m|min.*|h|hr|hour.*|d|day.*|w|wk|week.*)$/.test(
        unit.toLowerCase(),
      ),
    )
  );
};
