/** Answers the same string for equal ones, so that thousands of objects share one namespace, one label's value. */
export type Intern = (text: string) => string;

/** More different strings than this are none that repeat. */
const MOST = 2_000;

/** Makes a pool of strings; it begins anew when it is full. */
export const createIntern = (): Intern => {
  const pool = new Map<string, string>();
  return (text) => {
    const known = pool.get(text);
    if (known !== undefined) return known;
    if (pool.size >= MOST) pool.clear();
    pool.set(text, text);
    return text;
  };
};
