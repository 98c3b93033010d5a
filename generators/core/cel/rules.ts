/**
 * The rules of a version: walks its whole schema as apiextensions-apiserver does (validation.go, cel_validation.go) and says of every
 * rule what is wrong with it, what it may not cost, and where it may not use oldSelf; and what of it older releases do not take.
 */
import type { JsonObject } from '../model/json.ts';
import type { Path } from '../spec/path.ts';
import type { ValidationRuleSpec } from '../spec/spec.ts';
import { compile, type RuleScope, ruleScope } from './compile.ts';
import { capped } from './cost/range.ts';
import { declType } from './decl-type.ts';
import type { Fault } from './fault.ts';
import { fieldPathFault } from './field-path.ts';
import { hasRules } from './has-rules.ts';
import { MAX_REQUEST, RULE_LIMIT, VERSION_LIMIT } from './limits.ts';
import { childrenOf, type Place } from './place.ts';
import { textFaults } from './rule-text.ts';
import type { Novelty } from './since.ts';
import { BOOL, STRING } from './types.ts';
import { spell, unboundedAbove, unboundedBelow } from './unbounded.ts';

/** A fault of a rule. */
export interface RuleFault extends Omit<Fault, 'at'> {
  /** Of the rule or one of its fields, from the root of the schema. */
  readonly path: Path;
  /** Offset in the expression that the path leads to. */
  readonly at?: number;
}

/** Something in a rule that older releases of Kubernetes do not take. */
export interface RuleNovelty extends Novelty {
  /** Of the expression, from the root of the schema. */
  readonly path: Path;
}

/** All faults of the rules of a version. `root` is its whole schema, which is structural. */
export const ruleFaults = (root: JsonObject): readonly RuleFault[] => walked(root).faults;

/** What its rules have that not every release takes; of rules without faults. */
export const ruleNovelties = (root: JsonObject): readonly RuleNovelty[] => walked(root).novelties;

type Walked = Pick<Walk, 'faults' | 'novelties'>;

const walked = (root: JsonObject): Walked => {
  const known = answers.get(root);
  if (known !== undefined) return known;
  const walk = new Walk();
  if (hasRules(root)) walk.visit({ schema: root, path: [], scoped: false, cardinality: 1n });
  const answer: Walked = { faults: [...walk.faults, ...walk.totalFaults()], novelties: walk.novelties };
  answers.set(root, answer);
  return answer;
};

/** Asked for the faults, then for what is new. */
const answers = new WeakMap<JsonObject, Walked>();

/** The rules that stand on a schema itself. */
const rulesOf = (schema: JsonObject): readonly ValidationRuleSpec[] =>
  (schema['x-kubernetes-validations'] as readonly ValidationRuleSpec[] | undefined) ?? [];

class Walk {
  readonly faults: RuleFault[] = [];
  readonly novelties: RuleNovelty[] = [];
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
    for (const child of childrenOf(here)) if (hasRules(child.schema)) this.visit(child);
  }

  #isRoot({ parent, schema }: Place): boolean {
    return parent === undefined || schema['x-kubernetes-embedded-resource'] === true;
  }

  #rule(rule: ValidationRuleSpec, path: Path, place: Place, scope: RuleScope | undefined): void {
    const texts = textFaults(rule);
    const { fieldPath = '' } = rule;
    const misled = fieldPath === '' ? undefined : fieldPathFault(fieldPath, place.schema);
    for (const { field, ...fault } of texts) this.faults.push({ path: [...path, field], ...fault });
    if (misled !== undefined)
      this.faults.push({
        path: [...path, 'fieldPath'],
        message: `${JSON.stringify(fieldPath)} leads to no field of this schema: ${misled}`,
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
    this.#note([...path, 'rule'], compiled.novelties);
    const cardinality = place.cardinality ?? MAX_REQUEST / (scope.self.minSize + 1n);
    this.#count([...path, 'rule'], capped(compiled.cost * cardinality), rule.rule, place);
    this.#oldSelf(rule, compiled.usesOldSelf, path, place);
    if (rule.messageExpression === undefined || rule.messageExpression === '') return undefined;
    const message = compile(rule.messageExpression, scope, { wanted: STRING, optionalOldSelf });
    const messagePath = [...path, 'messageExpression'];
    if (!message.ok) return this.#tell(messagePath, message.faults);
    this.#note(messagePath, message.novelties);
    return this.#count(messagePath, message.cost, rule.messageExpression, place);
  }

  #tell(path: Path, faults: readonly Fault[]): void {
    for (const fault of faults) this.faults.push({ ...fault, path, message: `CEL: ${fault.message}` });
  }

  #note(path: Path, novelties: readonly Novelty[]): void {
    for (const novelty of novelties) this.novelties.push({ ...novelty, path });
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
    if (total <= VERSION_LIMIT || this.#costs.some(({ cost }) => cost > RULE_LIMIT)) return [];
    const dearest = this.#costs.toSorted((a, b) => (a.cost < b.cost ? 1 : -1)).slice(0, 4);
    return dearest.map(({ path, cost }) => ({
      path,
      message: `CEL: the rules of this version cost ${times(total, VERSION_LIMIT)} what they may have together; this one has ${percent(cost, total)} of it.`,
      hint: 'Give smaller maxItems, maxProperties and maxLength, or make rules simpler.',
    }));
  }
}

const times = (cost: bigint, limit: bigint): string => {
  const factor = Number(cost) / Number(limit);
  return factor > 100 ? 'more than 100 times' : `${factor.toFixed(factor < 1.5 ? 3 : 1)} times`;
};

const percent = (cost: bigint, total: bigint): string => `${Math.round((100 * Number(cost)) / Number(total))} %`;
