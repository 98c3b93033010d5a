/**
 * The only file that knows TypeScript's own parser. Given an expression that is no plain JavaScript, gives the same text with
 * everything that is only for types blanked out, every other character where it was; or what is wrong, and where.
 */
import { createRequire } from 'node:module';
import type { ts } from 'ts-morph';

type Ts = typeof ts;
type TsNode = ts.Node;

let compiler: Ts | undefined;
/** Loading it takes 0.2 s, so it waits until a spec needs it. */
const load = (): Ts => (compiler ??= (createRequire(import.meta.url)('ts-morph') as { ts: Ts }).ts);

/** The text with types blanked and the offset after the closing brace, or the first error with its offset. */
export const readTyped = (
  text: string,
  start: number,
): { plain: string; end: number } | { message: string; offset: number } => {
  const ts = load();
  // Inside a template literal, TypeScript itself knows which brace ends the expression.
  const opening = '`${';
  const shift = start - opening.length;
  const file = ts.createSourceFile('expression.ts', `${opening}${text.slice(start)}\``, ts.ScriptTarget.Latest, true);
  const span = firstSpan(ts, file);
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: readonly ts.Diagnostic[] };
  const close = span?.literal.getStart(file) ?? Infinity;
  const closed = file.text[close] === '}' && span !== undefined && close + shift < text.length;
  const error = parseDiagnostics.find((diagnostic) => (diagnostic.start ?? 0) <= close);
  if (error !== undefined || span === undefined || !closed) {
    const at = error?.start ?? file.text.length;
    return {
      message: explain(at >= file.text.length - 1 ? undefined : error, ts),
      offset: Math.min(at + shift, text.length - 1),
    };
  }
  const blanks = typeRanges(ts, span.expression, file);
  const units = text.split('');
  for (const [from, to] of blanks)
    for (let i = from; i < to; i++) if (units[i + shift] !== '\n') units[i + shift] = ' ';
  return { plain: units.join(''), end: close + shift + 1 };
};

const firstSpan = (ts: Ts, file: ts.SourceFile): ts.TemplateSpan | undefined => {
  const find = (node: TsNode): ts.TemplateSpan | undefined =>
    ts.isTemplateSpan(node) ? node : ts.forEachChild(node, find);
  return find(file);
};

/** Ranges of the file that are only for types. */
const typeRanges = (ts: Ts, root: TsNode, file: ts.SourceFile): [number, number][] => {
  const ranges: [number, number][] = [];
  const list = (nodes: ts.NodeArray<TsNode> | undefined): void => {
    if (nodes !== undefined) ranges.push([nodes.pos - 1, file.text.indexOf('>', nodes.end) + 1]);
  };
  const visit = (node: TsNode): void => {
    if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isNonNullExpression(node))
      ranges.push([node.expression.end, node.end]);
    else if (ts.isTypeAssertionExpression(node)) ranges.push([node.getStart(file), node.expression.getStart(file)]);
    else if (
      ts.isCallOrNewExpression(node) ||
      ts.isTaggedTemplateExpression(node) ||
      ts.isExpressionWithTypeArguments(node)
    )
      list(node.typeArguments);
    else if (ts.isFunctionLike(node) || ts.isParameter(node) || ts.isVariableDeclaration(node)) {
      // The colon stands right before the type.
      if (node.type !== undefined) ranges.push([file.text.lastIndexOf(':', node.type.getStart(file)), node.type.end]);
      if ('questionToken' in node && node.questionToken !== undefined)
        ranges.push([node.questionToken.getStart(file), node.questionToken.end]);
      if ('typeParameters' in node) list(node.typeParameters);
    }
    if (!ts.isTypeNode(node) || ts.isExpressionWithTypeArguments(node)) ts.forEachChild(node, visit);
  };
  visit(root);
  return ranges;
};

const explain = (error: ts.Diagnostic | undefined, ts: Ts): string => {
  if (error === undefined) return 'the expression has no end: "}" is missing.';
  const message = ts.flattenDiagnosticMessageText(error.messageText, ' ');
  return message === "'}' expected." ? 'one expression is wanted, and it ends here.' : `syntax: ${sentence(message)}`;
};

const sentence = (message: string): string =>
  `${message.charAt(0).toLowerCase()}${message.slice(1)}${message.endsWith('.') ? '' : '.'}`;
