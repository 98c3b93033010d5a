/** How the reader of plain YAML gives up: from however deep, to the one who asked. */

const UNSURE = new Error('not plain YAML');

/** Ends the reading: what comes is not certain to mean the same to the other reader. */
export const unsure = (): never => {
  throw UNSURE;
};

/** What was read, or undefined when the reader gave up. */
export const ifSure = <T>(read: () => T): T | undefined => {
  try {
    return read();
  } catch (error) {
    if (error === UNSURE) return undefined;
    throw error;
  }
};
