/** Rules of pod specs that an operator's mistakes break: names, images, ports, mounts (kubernetes: pkg/apis/core/validation, in part). */
import { duplicate, invalidValue, required, unsupported } from '../cause.ts';
import type { JsonObject } from '../json.ts';
import { isObject, listAt, textAt } from '../json.ts';
import { dnsLabelProblem } from '../resources/names.ts';
import type { Cause } from '../status.ts';

/** `restart` are the restart policies that the place allows. */
export function podCauses(spec: JsonObject, path: string, restart: readonly string[]): Cause[] {
  const containers = listAt(spec, 'containers').filter(isObject);
  const volumes = listAt(spec, 'volumes').filter(isObject);
  const causes: Cause[] = [];
  if (containers.length === 0) causes.push(required(`${path}.containers`));
  const names = new Set(volumes.map((volume) => textAt(volume, 'name')));
  for (const list of ['initContainers', 'containers']) {
    for (const [index, container] of listAt(spec, list).filter(isObject).entries())
      causes.push(...containerCauses(container, `${path}.${list}[${index}]`, names));
  }
  causes.push(...twice(containers, `${path}.containers`), ...twice(volumes, `${path}.volumes`));
  for (const [index, volume] of volumes.entries()) {
    const name = textAt(volume, 'name');
    if (name === undefined) causes.push(required(`${path}.volumes[${index}].name`));
  }
  const policy = textAt(spec, 'restartPolicy') ?? '';
  if (!restart.includes(policy)) {
    const valid = restart.map((each) => JSON.stringify(each)).join(', ');
    const isDefault = policy === 'Always';
    causes.push(
      isDefault
        ? required(`${path}.restartPolicy`, `valid values: ${valid}`)
        : unsupported(`${path}.restartPolicy`, policy, restart),
    );
  }
  return causes;
}

function twice(items: readonly JsonObject[], path: string): Cause[] {
  const names = items.map((item) => textAt(item, 'name'));
  return names.flatMap((name, index) =>
    name !== undefined && names.indexOf(name) < index ? [duplicate(`${path}[${index}].name`, name)] : [],
  );
}

function* containerCauses(
  container: JsonObject,
  path: string,
  volumes: ReadonlySet<string | undefined>,
): Generator<Cause> {
  const name = textAt(container, 'name');
  if (name === undefined) yield required(`${path}.name`);
  const problem = name === undefined ? undefined : dnsLabelProblem(name);
  if (name !== undefined && problem !== undefined) yield invalidValue(`${path}.name`, name, problem);
  if (textAt(container, 'image') === undefined) yield required(`${path}.image`);
  for (const [index, port] of listAt(container, 'ports').filter(isObject).entries()) {
    const number = port['containerPort'];
    if (number === 0 || number === undefined) yield required(`${path}.ports[${index}].containerPort`);
    else if (typeof number === 'number' && (number < 1 || number > 65535)) {
      yield invalidValue(`${path}.ports[${index}].containerPort`, number, 'must be between 1 and 65535, inclusive');
    }
  }
  for (const [index, variable] of listAt(container, 'env').filter(isObject).entries()) {
    if (textAt(variable, 'name') === undefined) yield required(`${path}.env[${index}].name`);
  }
  for (const [index, mount] of listAt(container, 'volumeMounts').filter(isObject).entries()) {
    const volume = textAt(mount, 'name');
    if (volume === undefined) yield required(`${path}.volumeMounts[${index}].name`);
    else if (!volumes.has(volume))
      yield {
        reason: 'FieldValueNotFound',
        message: `Not found: ${JSON.stringify(volume)}`,
        field: `${path}.volumeMounts[${index}].name`,
      };
    if (textAt(mount, 'mountPath') === undefined) yield required(`${path}.volumeMounts[${index}].mountPath`);
  }
}
