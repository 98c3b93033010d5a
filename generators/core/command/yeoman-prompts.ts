/** Questions asked by yeoman's adapter, where yo runs this: in the same way as every other generator's. */
import { Interrupted, type Io, type Question } from './io.ts';

/** Something that prompts as inquirer does; the adapter of yeoman's environment does. */
interface Prompter {
  readonly prompt: (questions: readonly object[]) => Promise<Readonly<Record<string, unknown>>>;
}

/** Asks through a prompter; leaving it by Ctrl-C is an Interrupted. */
export const askThrough =
  ({ prompt }: Prompter): NonNullable<Io['ask']> =>
  async (questions) => {
    try {
      const answers = await prompt(questions.map(toInquirer));
      return Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, String(answer).trim()]));
    } catch (error) {
      if (error instanceof Error && (error.name === 'ExitPromptError' || error.name === 'AbortPromptError'))
        throw new Interrupted();
      throw error;
    }
  };

const toInquirer = (question: Question): object => ({ type: 'input', ...question });
