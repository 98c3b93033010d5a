/** Questions on a terminal, asked by yeoman's adapter: the same prompts as in yo. Loaded only when there is something to ask. */
import { Interrupted, type Io, type Question } from './io.ts';

/** Something that prompts as inquirer does; yeoman's generators and its adapter do. */
export interface Prompter {
  prompt: (questions: readonly object[]) => Promise<Readonly<Record<string, unknown>>>;
}

/** Asks through a prompter; leaving it by Ctrl-C is an Interrupted. */
export const askThrough =
  (prompter: () => Promise<Prompter>): NonNullable<Io['ask']> =>
  async (questions) => {
    try {
      const { prompt } = await prompter();
      const answers = await prompt(questions.map(toInquirer));
      return Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, String(answer).trim()]));
    } catch (error) {
      if (error instanceof Error && (error.name === 'ExitPromptError' || error.name === 'AbortPromptError'))
        throw new Interrupted();
      throw error;
    }
  };

const toInquirer = (question: Question): object => ({ type: 'input', ...question });

/** The adapter of yeoman-environment, outside of yo. */
export const askOnTerminal = askThrough(async () => {
  const { createEnv } = await import('yeoman-environment');
  const { adapter } = createEnv();
  return { prompt: (questions) => adapter.prompt(questions as never) };
});
