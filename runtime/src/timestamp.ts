/** Times as Kubernetes writes them. */

/** meta/v1 Time: RFC 3339 in whole seconds. */
export const timestamp = (date: Date): string => {
  const text = date.toISOString();
  return `${text.slice(0, text.indexOf('.'))}Z`;
};

/** meta/v1 MicroTime. */
export const microTimestamp = (date: Date): string => date.toISOString().replace('Z', '000Z');
