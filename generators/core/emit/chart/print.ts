/**
 * Objects with Helm's parts to the text of a template. The YAML printer prints the objects with placeholders, which are then
 * replaced line by line; so quoting and indentation are the printer's, and literal braces in data stay literal.
 */
import { jsonText } from '../../model/json.ts';
import { toYaml } from '../yaml.ts';
import { type ChartObject, type ChartValue, type Helm, isHelm } from './helm.ts';

/** A file of `templates/`: the documents; with a condition, all of them only when it is true. */
export const printTemplate = (documents: readonly ChartObject[], condition?: string): string => {
  const body = documents.map(printDocument).join('---\n');
  return condition === undefined ? body : enclose(`if ${condition}`, body);
};

/** The same with all of them once for each item of the list that the code gives. An item is `$item`; `.` is what it is elsewhere. */
export const printForEach = (
  documents: readonly ChartObject[],
  condition: string,
  { item, list }: { readonly item: string; readonly list: string },
): string => {
  const each = documents.map((document) => `---\n${printDocument(document)}`).join('');
  return enclose(`if ${condition}`, enclose(`range $${item} := ${list}`, enclose('with $', each)));
};

const enclose = (open: string, body: string): string => `{{- ${open} }}\n${body}{{- end }}\n`;

/** Literal text for a template: Helm prints it as it was. */
export const escapeBraces = (literal: string): string => literal.replaceAll('{{', '{{ "{{" }}');

const printDocument = (document: ChartObject): string => {
  const slots = new Slots(document);
  return toYaml(slots.encode(document) as object)
    .split('\n')
    .map((line) => slots.decode(line))
    .join('\n');
};

type Slot = { readonly type: 'line' | 'spread' | 'block' | 'inline'; readonly code: string };

/** How a placeholder that is all of a line's value is found, and one within it; made once, for nearly all documents have the same word. */
const patternsOf = (word: string): readonly [whole: RegExp, inline: RegExp] => {
  const known = patterns.get(word) ?? [
    new RegExp(`^( *)(- )?(?:(.*): )?(${word}(\\d+)E)(: null)?$`),
    new RegExp(`${word}(\\d+)E`, 'g'),
  ];
  patterns.set(word, known);
  return known;
};

const patterns = new Map<string, readonly [RegExp, RegExp]>();

/** The placeholders of one document. */
class Slots {
  readonly #slots: Slot[] = [];
  /** A word that the document does not contain, so that no data is taken for a placeholder. */
  readonly #word: string;
  readonly #whole: RegExp;
  readonly #inline: RegExp;

  constructor(document: ChartObject) {
    const data = jsonText(document);
    let word = 'HELM';
    while (data.includes(word)) word += 'X';
    this.#word = word;
    [this.#whole, this.#inline] = patternsOf(word);
  }

  /** The document as plain data with placeholders. */
  encode(value: ChartValue): unknown {
    if (isHelm(value)) return this.#encodeHelm(value);
    if (isList(value))
      return this.#lines(value.map((item) => [undefined, item] as const)).map(([slot, item]) => slot ?? item);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(this.#lines(Object.entries(value)).map(([key, item]) => [key!, item]));
  }

  /** A printed line with its placeholders replaced. */
  decode(line: string): string {
    if (!line.includes(this.#word)) return escapeBraces(line);
    const whole = this.#whole.exec(line);
    const slot = this.#slots[Number(whole?.[5] ?? -1)];
    if (whole === null || slot === undefined || slot.type === 'inline') return this.#decodeInline(line);
    const [, indent = '', dash = '', key] = whole;
    if (slot.type === 'block') return `${indent}${dash}${key}:\n${block(slot.code, indent.length + dash.length + 2)}`;
    if (dash !== '' && whole[6] !== undefined)
      throw new Error(`A list item cannot begin with a condition: ${slot.code}`);
    return slot.type === 'spread' ? block(slot.code, indent.length) : `${indent}{{- ${slot.code} }}`;
  }

  #decodeInline(line: string): string {
    return escapeBraces(line).replaceAll(this.#inline, (_, slot) => `{{ ${this.#slots[slot]!.code} }}`);
  }

  #encodeHelm(value: Helm): unknown {
    if (value.type === 'text')
      return value.parts.map((part) => (typeof part === 'string' ? part : this.encode(part))).join('');
    if (value.type === 'section') throw new Error(`A condition stands at a key or an item only: ${value.open}`);
    return this.#slot(value.type === 'expression' ? 'inline' : value.type, value.code);
  }

  /** Entries or items with the opening and closing lines of conditions between them; a line has no key of its own. */
  #lines(
    entries: readonly (readonly [string | undefined, ChartValue])[],
  ): readonly (readonly [string | undefined, unknown])[] {
    const lines: (readonly [string | undefined, unknown])[] = [];
    entries.forEach(([key, value], index) => {
      if (value === undefined) return;
      const open = opening(value);
      if (open !== undefined && open !== opening(entries[index - 1]?.[1])) lines.push([this.#slot('line', open), null]);
      const inner = isHelm(value) && value.type === 'section' ? value.value : value;
      if (isHelm(inner) && inner.type === 'spread') lines.push([this.#slot('spread', inner.code), null]);
      else lines.push([key, this.encode(inner)]);
      if (open !== undefined && open !== opening(entries[index + 1]?.[1]))
        lines.push([this.#slot('line', 'end'), null]);
    });
    return lines;
  }

  #slot(type: Slot['type'], code: string): string {
    this.#slots.push({ type, code });
    return `${this.#word}${this.#slots.length - 1}E`;
  }
}

const block = (code: string, indent: number): string => `${' '.repeat(indent)}{{- ${code} | nindent ${indent} }}`;

const opening = (value: ChartValue): string | undefined =>
  isHelm(value) && value.type === 'section' ? value.open : undefined;

const isList = (value: ChartValue): value is readonly ChartValue[] => Array.isArray(value);
