/** What the API server asks of a rule's texts before it compiles any. */
import type { ValidationRuleSpec } from '../spec/spec.ts';
import type { Fault } from './fault.ts';

/** What is wrong with one of a rule's texts. */
export interface TextFault extends Omit<Fault, 'at'> {
  readonly field: 'rule' | 'message' | 'messageExpression' | 'reason' | 'fieldPath';
}

const REASONS: readonly string[] = [
  'FieldValueDuplicate',
  'FieldValueForbidden',
  'FieldValueInvalid',
  'FieldValueRequired',
];

const isBlank = (text: string): boolean => text.trim() === '';
const hasLines = (text: string): boolean => /[\n\r]/.test(text);

/** All that can be said of a rule without compiling it. */
export const textFaults = ({
  rule,
  message = '',
  messageExpression = '',
  reason,
  fieldPath = '',
}: ValidationRuleSpec): TextFault[] => {
  const faults: TextFault[] = [];
  if (isBlank(rule))
    faults.push({
      field: 'rule',
      message: 'the rule is empty.',
      hint: 'Write a CEL expression that is true for valid objects.',
    });
  else if (message !== '' && isBlank(message))
    faults.push({ field: 'message', message: 'the message is blank.', hint: 'Say what is wrong, or leave it out.' });
  else if (hasLines(message.trim()))
    faults.push({ field: 'message', message: 'a message has one line.', hint: 'Join its lines; in YAML, ">-" does.' });
  else if (hasLines(rule.trim()) && isBlank(message))
    faults.push({
      field: 'rule',
      message: 'a rule of several lines needs a message.',
      hint: 'Add message, or write the rule on one line; in YAML, ">-" joins lines.',
    });
  if (messageExpression !== '' && isBlank(messageExpression))
    faults.push({
      field: 'messageExpression',
      message: 'the expression is blank.',
      hint: 'Write a CEL expression that gives a string.',
    });
  if (reason !== undefined && !REASONS.includes(reason))
    faults.push({
      field: 'reason',
      message: `${JSON.stringify(reason)} is no reason.`,
      hint: `Use ${REASONS.join(', ').replace(/, ([^,]*)$/, ' or $1')}.`,
    });
  if (fieldPath !== '' && isBlank(fieldPath))
    faults.push({ field: 'fieldPath', message: 'the path is blank.', hint: 'Write .name, or leave it out.' });
  else if (hasLines(fieldPath)) faults.push({ field: 'fieldPath', message: 'a path has one line.' });
  return faults;
};
