/** Lines of the session on standard output: who, then what. */

const WIDTH = 9;

export type Print = (who: string, text: string) => void;

/** `manager   API server in memory on …` */
export const line: Print = (who, text) => void process.stdout.write(`${who.padEnd(WIDTH)} ${text}\n`);
