/**
 * What the rules of one schema may cost, and where they may use oldSelf: walks a version's whole schema as
 * apiextensions-apiserver does (validation.go, cel_validation.go) and says of every rule what is wrong with it.
 */
import type { JsonObject, JsonValue } from '../model/json.ts';
import type { Path } from '../spec/path.ts';
import type { ValidationRuleSpec } from '../spec/spec.ts';
import { compile, type RuleScope, ruleScope } from './compile.ts';
import { LARGEST } from './cost/range.ts';
import { type DeclType, declType } from './decl-type.ts';
import { escapeName } from './escape.ts';
import { fieldPathFault } from './field-path.ts';
import type { Fault } from './fault.ts';
import { textFaults } from './rule-text.ts';
import { BOOL, STRING } from './types.ts';
import { spell, unboundedAbove, unboundedBelow } from './unbounded.ts';

export const RULE_LIMIT = 10_000_000n;
export const TOTAL_LIMIT = 100_000_000n;
const MAX_REQUEST = 3n * 1024n * 1024n;

/** A fault of a rule. */
export interface RuleFault extends Omit<Fault, 'at'> {
  /** Of the rule or one of its fields, from the root of the schema. */
  readonly path: Path;
  /** Offset in the expression that the path leads to. */
  readonly at?: number;
}

/** A schema on the way from the root, with what its ancestors say of it. */
export interface Place {
  readonly schema: JsonObject;
  readonly path: Path;
  readonly parent?: Place;
  /** What its rules see as self, if rules above it see it, too: the very type, with what is hidden from them. */
  readonly seen?: DeclType | undefined;
  /** Whether a schema above it, or itself, has rules. */
  readonly scoped: boolean;
  /** Whether a schema above it, with rules above or on it, has no type that rules could see. */
  readonly blind?: boolean;
  /** How often it can occur in an object; undefined when nothing bounds that. */
  readonly cardinality: bigint | undefined;
  /** The nearest schema to the root below which old and new values cannot be told apart. */
  readonly uncorrelated?: Path;
}

/** All faults of the rules of a version. `root` is its whole schema, which is structural. */
export const budgetFaults = (root: JsonObject): RuleFault[] => {
  const walk = new Walk();
  walk.visit({ schema: root, path: [], scoped: false, cardinality: 1n });
  return [...walk.faults, ...walk.totalFaults()];
};

/** The rules that stand on a schema itself. */
export const rulesOf = (schema: JsonObject): readonly ValidationRuleSpec[] =>
  (schema['x-kubernetes-validations'] as readonly ValidationRuleSpec[] | undefined) ?? [];

class Walk {
  readonly faults: RuleFault[] = [];
  readonly #costs: { readonly path: Path; readonly cost: bigint }[] = [];

  visit(place: Place): void {
    const rules = rulesOf(place.schema);
    const scoped = place.scoped || rules.length > 0;
    const visible = scoped && place.blind !== true;
    const seen = visible ? (place.seen ?? declType(place.schema, '@self', this.#isRoot(place))) : undefined;
    const here: Place = { ...place, scoped, seen };
    const scope = rules.length > 0 && seen !== undefined ? ruleScope(seen) : undefined;
    for (const [i, rule] of rules.entries())
      this.#rule(rule, [...here.path, 'x-kubernetes-validations', i], here, scope);
    for (const child of childrenOf(here)) this.visit(child);
  }

  #isRoot({ parent, schema }: Place): boolean {
    return parent === undefined || schema['x-kubernetes-embedded-resource'] === true;
  }

  #rule(rule: ValidationRuleSpec, path: Path, place: Place, scope: RuleScope | undefined): void {
    const texts = textFaults(rule);
    const misled =
      typeof rule.fieldPath === 'string' && rule.fieldPath !== '' && fieldPathFault(rule.fieldPath, place.schema);
    for (const { field, ...fault } of texts) this.faults.push({ path: [...path, field], ...fault });
    if (typeof misled === 'string')
      this.faults.push({
        path: [...path, 'fieldPath'],
        message: `${JSON.stringify(rule.fieldPath)} leads to no field of this schema: ${misled}`,
        hint: "Write .name or ['name'] for each step, from where the rule stands.",
      });
    if (texts.length > 0 || rule.rule.trim() === '') return;
    if (scope === undefined)
      this.faults.push({
        path: [...path, 'rule'],
        message: 'rules cannot see a value without a type, so there can be none here.',
        hint: 'Declare the type, or put the rule where there is one.',
      });
    else this.#expressions(rule, path, place, scope);
  }

  #expressions(rule: ValidationRuleSpec, path: Path, place: Place, scope: RuleScope): void {
    const optionalOldSelf = rule.optionalOldSelf === true;
    const compiled = compile(rule.rule, scope, { wanted: BOOL, optionalOldSelf });
    if (!compiled.ok) return this.#tell([...path, 'rule'], compiled.faults);
    const cardinality = place.cardinality ?? MAX_REQUEST / (scope.self.minSize + 1n);
    this.#count([...path, 'rule'], capped(compiled.cost * cardinality), rule.rule, place);
    this.#oldSelf(rule, compiled.usesOldSelf, path, place);
    if (rule.messageExpression === undefined || rule.messageExpression === '') return undefined;
    const message = compile(rule.messageExpression, scope, { wanted: STRING, optionalOldSelf });
    const messagePath = [...path, 'messageExpression'];
    if (!message.ok) return this.#tell(messagePath, message.faults);
    return this.#count(messagePath, message.cost, rule.messageExpression, place);
  }

  #tell(path: Path, faults: readonly Fault[]): void {
    for (const fault of faults) this.faults.push({ ...fault, path, message: `CEL: ${fault.message}` });
  }

  #oldSelf({ optionalOldSelf }: ValidationRuleSpec, uses: boolean, path: Path, { uncorrelated }: Place): void {
    if (uses && uncorrelated !== undefined)
      this.faults.push({
        path: [...path, 'rule'],
        message: `CEL: oldSelf cannot be used below ${spell(uncorrelated)}, whose old and new items cannot be told apart.`,
        hint: 'Make the list a map ("x-kubernetes-list-type: map"), or put the rule on it.',
      });
    if (!uses && optionalOldSelf !== undefined)
      this.faults.push({
        path: [...path, 'optionalOldSelf'],
        message: 'optionalOldSelf may only be set where the rule uses oldSelf.',
        hint: 'Remove it.',
      });
  }

  #count(path: Path, cost: bigint, text: string, place: Place): void {
    this.#costs.push({ path, cost });
    if (cost > RULE_LIMIT)
      this.faults.push({
        path,
        message: `CEL: its estimated cost is ${times(cost, RULE_LIMIT)} what a rule may have.`,
        hint: this.#bounds(place, text),
      });
  }

  #bounds(place: Place, text: string): string {
    const open = [...unboundedAbove(place), ...unboundedBelow(place, text)].slice(0, 4);
    return open.length === 0
      ? 'Make the rule simpler, or its limits smaller.'
      : `Bound what it goes through: ${open.join(', ')}.`;
  }

  /** Told at the dearest rules when only their sum is too much. */
  totalFaults(): RuleFault[] {
    let total = 0n;
    for (const { cost } of this.#costs) total = capped(total + cost);
    if (total <= TOTAL_LIMIT) return [];
    const told = this.faults.some(({ message }) => message.includes('estimated cost'));
    if (told) return [];
    const dearest = this.#costs.toSorted((a, b) => (a.cost < b.cost ? 1 : -1)).slice(0, 4);
    return dearest.map(({ path, cost }) => ({
      path,
      message: `CEL: the rules of this version cost ${times(total, TOTAL_LIMIT)} what they may have together; this one has ${percent(cost, total)} of it.`,
      hint: 'Give smaller maxItems, maxProperties and maxLength, or make rules simpler.',
    }));
  }
}

const capped = (cost: bigint): bigint => (cost > LARGEST ? LARGEST : cost);

const times = (cost: bigint, limit: bigint): string => {
  const factor = Number(cost) / Number(limit);
  return factor > 100 ? 'more than 100 times' : `${factor.toFixed(factor < 1.5 ? 3 : 1)} times`;
};

const percent = (cost: bigint, total: bigint): string => `${Math.round((100 * Number(cost)) / Number(total))} %`;

const childrenOf = (place: Place): Place[] => {
  const { schema, path, scoped, seen } = place;
  const child = (
    value: JsonValue | undefined,
    steps: Path,
    type: DeclType | undefined,
    uncorrelated: boolean,
  ): Place[] => {
    if (typeof value !== 'object' || value === null) return [];
    const cut = place.uncorrelated ?? (uncorrelated ? path : undefined);
    return [
      {
        schema: value as JsonObject,
        path: [...path, ...steps],
        parent: place,
        seen: type,
        scoped,
        blind: scoped && seen === undefined,
        cardinality: multiplied(place.cardinality, occurrences(schema)),
        ...(cut !== undefined && { uncorrelated: cut }),
      },
    ];
  };
  const properties = Object.entries((schema['properties'] ?? {}) as JsonObject);
  return [
    ...child(schema['additionalProperties'], ['additionalProperties'], seen?.element, false),
    // Fields have an old and a new value also where the object is atomic (MapIsCorrelatable).
    ...properties.flatMap(([name, property]) =>
      child(property, ['properties', name], seen?.fields?.get(escapeName(name) ?? ''), false),
    ),
    ...child(schema['items'], ['items'], seen?.element, schema['x-kubernetes-list-type'] !== 'map'),
  ];
};

const multiplied = (a: bigint | undefined, b: bigint | undefined): bigint | undefined =>
  a === undefined || b === undefined ? undefined : capped(a * b);

/** How many values of its children one value of a schema can have. */
const occurrences = ({ type, additionalProperties, maxProperties, maxItems }: JsonObject): bigint | undefined => {
  const most = type === 'object' ? maxProperties : maxItems;
  if (type !== 'array' && (type !== 'object' || additionalProperties === undefined)) return 1n;
  if (most === undefined) return undefined;
  return Number(most) < 0 ? 0n : BigInt(Math.trunc(Number(most)));
};
