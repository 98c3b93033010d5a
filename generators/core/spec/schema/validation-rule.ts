/** `x-kubernetes-validations[]`: one CEL rule. */
import { choice, type Field, flag, name, object, text } from './field.ts';

/** An entry of `x-kubernetes-validations`. */
export const validationRule: Field = object(
  'A CEL rule.',
  {
    'rule!': name(
      'A CEL expression over self, the value, that must be true; with oldSelf, the value before, it only runs on updates.',
      { examples: ['self.minReplicas <= self.maxReplicas', 'self == oldSelf', "self.all(x, x.startsWith('a'))"] },
    ),
    message: text('What the user is told. By default the rule itself.', {
      examples: ['minReplicas must not exceed maxReplicas'],
    }),
    messageExpression: text('A CEL expression that gives the message; wins over message, unless it fails.', {
      examples: ["'at most %d replicas'.format([self.maxReplicas])"],
    }),
    reason: choice(
      'The reason that programs are told.',
      {
        FieldValueInvalid: 'The value is wrong.',
        FieldValueForbidden: 'The field may not be set.',
        FieldValueRequired: 'The field is missing.',
        FieldValueDuplicate: 'The value is there already.',
      },
      { default: 'FieldValueInvalid' },
    ),
    fieldPath: text('The field that is at fault, from here. By default the value that the rule stands at.', {
      examples: ['.size', "['my-field']"],
    }),
    // Not as the keyword `default`: an editor would write it into every rule that it completes.
    optionalOldSelf: flag(
      'Whether a rule with oldSelf also runs when an object is made; oldSelf is an optional then. By default false.',
    ),
  },
  {
    defaultSnippets: [
      { label: 'rule', description: 'A rule with a message.', body: { rule: '$1', message: '$2' } },
      {
        label: 'immutable',
        description: 'The value cannot be changed.',
        body: { rule: 'self == oldSelf', message: '${1:field} is immutable' },
      },
    ],
  },
);
