/** Specs of any size, with what real ones have: nested objects, lists, maps, defaults, enums, bounds, patterns, rules, descriptions. */

/** The text of an operator.yaml with so many APIs of so many fields. */
export const largeSpec = (apis: number, fields: number): string => `\
apiVersion: k8s-operator/v1alpha1
kind: Operator
metadata:
  name: large-operator
spec:
  domain: example.com
  delivery:
    helm: {}
    olm: {}
  apis:
${Array.from({ length: apis }, (_, i) => api(i, fields)).join('')}`;

const api = (index: number, fields: number): string => `\
    - group: group${index % 10}
      kind: Kind${index}
      versions:
        - name: v1
          schema:
            spec:
              type: object
              properties:
${block(16, fieldTexts(fields))}
            status:
              type: object
              properties:
                conditions: {$ref: Conditions}
          additionalPrinterColumns:
            - {name: Age, type: date, jsonPath: .metadata.creationTimestamp}
`;

/** Every tenth field is an object with the nine after it. */
const fieldTexts = (count: number): string =>
  Array.from({ length: Math.ceil(count / 10) }, (_, group) => {
    const inner = Array.from({ length: Math.min(9, count - group * 10 - 1) }, (_, i) => FIELDS[i]!(`field${i}`));
    const head = `group${group}:\n  type: object\n  description: A part of the whole, number ${group}.\n`;
    return inner.length === 0 ? head : `${head}  properties:\n${block(4, inner.join(''))}\n`;
  }).join('');

const FIELDS: readonly ((name: string) => string)[] = [
  (name) =>
    `${name}:\n  type: string\n  description: |-\n    What this is called.\n    More than one line of text, as there is in the wild: {{ braces }}.\n`,
  (name) => `${name}: {type: integer, format: int32, minimum: 0, maximum: 100, default: 3}\n`,
  (name) => `${name}:\n  type: string\n  enum: [Always, "on", "5", Never]\n  default: Always\n`,
  (name) => `${name}:\n  x-kubernetes-int-or-string: true\n  anyOf:\n    - type: integer\n    - type: string\n`,
  (name) =>
    `${name}:\n  type: array\n  maxItems: 10\n  items: {type: string, maxLength: 63}\n  x-kubernetes-list-type: set\n`,
  (name) => `${name}:\n  type: object\n  additionalProperties: {type: string}\n  description: A map.\n`,
  (name) =>
    `${name}:\n  type: string\n  pattern: ^[a-z]+$\n  maxLength: 20\n  x-kubernetes-validations:\n    - rule: self == oldSelf\n      message: It cannot be changed.\n`,
  (name) => `${name}: {type: boolean, description: 'Whether it is on.', default: false}\n`,
  (name) =>
    `${name}:\n  type: array\n  items:\n    type: object\n    required: [name]\n    properties:\n      name: {type: string}\n      value: {type: string}\n  x-kubernetes-list-type: map\n  x-kubernetes-list-map-keys: [name]\n`,
];

const block = (indent: number, text: string): string => text.trimEnd().replaceAll(/^(?=.)/gm, ' '.repeat(indent));
