/**
 * Questions on a terminal, a line each, by what Node itself has: the packages that prompt in colour need a newer Node than this. Loaded
 * only when there is something to ask.
 */
import { createInterface } from 'node:readline';
import { Interrupted, type Io, type Question } from './io.ts';

/** Asks on stdin and stdout. A wrong answer is asked for again; leaving by Ctrl-C, Ctrl-D or the end of stdin is an Interrupted. */
export const askOnTerminal: NonNullable<Io['ask']> = async (questions) => {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // An iterator keeps lines that come before their question: they may be typed ahead, or pasted.
  const lines = terminal[Symbol.asyncIterator]();
  const askOnce = async (prompt: string): Promise<string> => {
    terminal.setPrompt(prompt);
    terminal.prompt();
    const { done, value } = await lines.next();
    if (done !== true) return value.trim();
    process.stdout.write('\n');
    throw new Interrupted();
  };
  try {
    const answers: Record<string, string> = {};
    for (const question of questions) answers[question.name] = await answerTo(question, answers, askOnce);
    return answers;
  } finally {
    terminal.close();
  }
};

const answerTo = async (
  { message, default: value, validate }: Question,
  answers: Readonly<Record<string, string>>,
  askOnce: (prompt: string) => Promise<string>,
): Promise<string> => {
  const preset = typeof value === 'function' ? value(answers) : (value ?? '');
  const prompt = `${message} ${preset === '' ? '' : `(${preset}) `}`;
  for (;;) {
    const typed = await askOnce(prompt);
    const answer = typed === '' ? preset : typed;
    const verdict = validate(answer, answers);
    if (verdict === true) return answer;
    process.stdout.write(`  ${verdict}\n`);
  }
};
