/** Every `${…}` of children and status: syntax, names, and fields of self. */
import type { JsonObject, JsonValue } from '../../model/json.ts';
import { rootSchema } from '../../model/root-schema.ts';
import { controlledVersion } from '../../model/names.ts';
import { isReservedIdentifier } from '../../model/reserved-words.ts';
import { checkScope, type ExpressionScope } from '../expression-scope.ts';
import { checkMembers } from '../members.ts';
import type { Path } from '../path.ts';
import type { Report } from '../report.ts';
import { offsetInScalar } from '../scalar-position.ts';
import { placeOf, resolveAlias, type Source } from '../source.ts';
import type { ApiSpec, Spec } from '../spec.ts';
import { splitTemplate } from '../template.ts';

/** Reports faults of expressions at their place inside the scalar. */
export const checkExpressions = ({ spec: { apis } }: Spec, source: Source, report: Report): void => {
  for (const [i, api] of apis.entries()) {
    const children = Object.keys(api.children ?? {}).filter(
      (name) => /^[a-z]\w*$/i.test(name) && !isReservedIdentifier(name),
    );
    const path: Path = ['spec', 'apis', i];
    const check = checker(api, source, report);
    check(api.children as JsonObject | undefined, [...path, 'children'], {
      names: ['self', 'labels'],
      notYet: children,
    });
    check(api.status, [...path, 'status'], { names: ['self', 'labels', 'selector', ...children], notYet: [] });
  }
};

const checker = (api: ApiSpec, source: Source, report: Report) => {
  const storage = controlledVersion(api);
  const schema = storage === undefined ? undefined : rootSchema(storage.schema);

  const checkText = (text: string, path: Path, scope: ExpressionScope): void => {
    const fail = (message: string, hint: string | undefined, offset: number): void => {
      const { node } = placeOf(source.document, path);
      const scalar = node && resolveAlias(source.document, node);
      report.error(path, message, hint, offsetInScalar(source.text, scalar, offset));
    };
    for (const part of splitTemplate(text)) {
      if (typeof part === 'string') continue;
      if (!part.ok) {
        fail(part.message, '${…} holds one TypeScript expression; write $${ for a literal ${.', part.offset);
        continue;
      }
      const { faults, members } = checkScope(part, scope);
      for (const { message, hint, offset } of faults) fail(message, hint, offset);
      for (const { message, hint, offset } of schema === undefined ? [] : checkMembers(members, schema))
        fail(message, hint, offset);
    }
  };

  const check = (value: JsonValue | undefined, path: Path, scope: ExpressionScope): void => {
    if (typeof value === 'string' && value.includes('${')) checkText(value, path, scope);
    else if (Array.isArray(value))
      for (const [i, item] of (value as readonly JsonValue[]).entries()) check(item, [...path, i], scope);
    else if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value)) check(item as JsonValue, [...path, key], scope);
  };
  return check;
};
