/** What Flux does beyond installing: a section for each thing that the spec switches on. */
import { servedApis } from '../../model/served.ts';
import { enumeration } from '../../spec/enumeration.ts';
import { fluxNames, type FluxModel, isShared } from '../flux/flux-model.ts';
import { hasVariables } from '../flux/substitution.ts';
import { renderTemplate } from '../template.ts';
import { code, table } from './markdown.ts';
import { bringsAnything, broughtSection } from './delivery-brought.ts';
import { commands, imageOf, list, word } from './delivery-text.ts';

/** The sections, in the order of reading. */
export const fluxSections = (model: FluxModel, yours: readonly string[]): readonly string[] => {
  const { decryption, imageAutomation, notifications, verify } = model.delivery.flux;
  return [
    ...(bringsAnything(model) ? [broughtSection(model)] : []),
    environments(model, yours),
    values(model, yours),
    ...(hasVariables(model) ? [variables(model, yours)] : []),
    ...(isShared(model) ? [tenants(model)] : []),
    ...(imageAutomation === undefined ? [] : [automation(model)]),
    ...(notifications === undefined ? [] : [notified(model)]),
    ...(verify === undefined ? [] : [signatures(model)]),
    ...(decryption === undefined ? [] : [secrets(model)]),
  ];
};

const environments = (model: FluxModel, yours: readonly string[]): string => {
  const hasObjects = servedApis(model).length > 0;
  return renderTemplate('docs/delivery/environments.md', {
    list: list(
      model.delivery.flux.environments.map(
        (name) =>
          `**${name}**: its cluster applies \`deploy/flux/clusters/${name}\`${
            hasObjects ? `; its objects are in \`deploy/flux/instances/${name}\`` : ''
          }.`,
      ),
    ),
    yours: list(yours.map(code)),
  });
};

const values = (model: FluxModel, yours: readonly string[]): string => {
  const references = model.delivery.flux.values.map(
    ({ kind, name, key, optional }) => `${kind} ${code(name)}, key ${code(key)}${optional ? ', if there is one' : ''}`,
  );
  return renderTemplate('docs/delivery/values.md', {
    name: model.name,
    places: places(yours.filter((path) => /\/clusters\/[^/]+\/.*values[^/]*\.yaml$/.test(path))),
    references:
      references.length === 0
        ? ''
        : `\n\nA cluster brings more, in the namespace \`${model.namespace}\`; later ones win, and the patch wins over all:\n\n${list(references)}`,
  });
};

/** Files in the text, or what to look for where there is none. */
const places = (paths: readonly string[]): string => (paths.length === 0 ? '' : ` ${enumeration(paths.map(code))}.`);

const variables = (model: FluxModel, yours: readonly string[]): string =>
  renderTemplate('docs/delivery/variables.md', {
    names: enumeration(Object.keys(model.delivery.flux.substitute).map(code)),
    places: places(yours.filter((path) => path.includes('runtime-info'))),
  });

const tenants = (model: FluxModel): string =>
  renderTemplate('docs/delivery/tenants.md', {
    table: table(
      ['team', 'namespace', 'its objects'],
      model.delivery.flux.tenants.map(({ name, namespace, url }) => [code(name), code(namespace), code(url)]),
    ),
    lockdown: lockdown(model),
    url: word(model.delivery.flux.tenants[0]!.url, 'oci://REGISTRY/manifests/TEAM'),
    insecure: model.delivery.flux.insecure ? ' --insecure-registry' : '',
  });

/** Of Flux's controllers. Without it every team may name what is in other namespaces, and has it applied with Flux's own rights. */
const lockdown = ({ delivery: { flux } }: FluxModel): string => {
  if (flux.instance)
    return 'Flux has to run with `--no-cross-namespace-refs=true` and `--default-service-account=default`: its FluxInstance says so.';
  const add = (...flags: readonly string[]): string =>
    `--type json --patch '[${flags
      .map((flag) => `{"op": "add", "path": "/spec/template/spec/containers/0/args/-", "value": "${flag}"}`)
      .join(', ')}]'`;
  return `Flux has to be told once that it is shared; its manifest does not say so:\n\n${commands(
    'for controller in kustomize helm; do',
    `  kubectl patch deployment "$controller-controller" --namespace flux-system ${add('--no-cross-namespace-refs=true', '--default-service-account=default')}`,
    'done',
    'for controller in notification image-reflector image-automation; do',
    `  kubectl patch deployment "$controller-controller" --namespace flux-system ${add('--no-cross-namespace-refs=true')}`,
    'done',
  )}`;
};

const automation = (model: FluxModel): string => {
  const { imageAutomation, git } = model.delivery.flux;
  return renderTemplate('docs/delivery/image-automation.md', {
    range: code(imageAutomation!.range),
    branch: code(imageAutomation!.branch),
    secret: git?.secret === undefined ? '' : `, by the Secret ${code(git.secret)} in \`flux-system\``,
  });
};

const notified = (model: FluxModel): string => {
  const { type, channel, secret, severity, receiver } = model.delivery.flux.notifications!;
  const what = severity === 'error' ? 'when something fails' : 'what becomes of the operator and its objects';
  return renderTemplate('docs/delivery/notifications.md', {
    told: `Flux tells ${code(type)}${channel === undefined ? '' : ` (${code(channel)})`} ${what}.${
      secret === undefined ? '' : ` The Secret ${code(secret)} has its address or token.`
    }`,
    receiver:
      receiver === undefined
        ? ''
        : `\n\nFlux can be told, too, so that it pulls at once (${code(receiver.type)}), by who has the token in the Secret ${code(receiver.secret)}.\nThis is the path of the hook, at the Service \`webhook-receiver\` in \`flux-system\`, which an Ingress or a Gateway of yours makes reachable:\n\n${commands(
            `kubectl get receiver ${fluxNames(model).operator} --namespace flux-system --output jsonpath='{.status.webhookPath}'`,
          )}`,
  });
};

const signatures = (model: FluxModel): string => {
  const { verify } = model.delivery.flux;
  const image = imageOf(model);
  if (verify === undefined || 'secret' in verify)
    return renderTemplate('docs/delivery/verify.md', {
      who: `with the key in the Secret ${code(verify?.secret ?? '')}, whose names end in \`.pub\``,
      command: commands(`cosign verify --key cosign.pub ${image}`),
    });
  return renderTemplate('docs/delivery/verify.md', {
    who: `as one of these: ${enumeration(verify.identities.map(({ subject }) => code(subject)))}`,
    command: commands(
      ...verify.identities.map(
        ({ issuer, subject }) =>
          `cosign verify --certificate-oidc-issuer-regexp ${quoted(issuer)} --certificate-identity-regexp ${quoted(subject)} ${image}`,
      ),
    ),
  });
};

/** For a shell, on one line. */
const quoted = (text: string): string => `'${text.replaceAll(/[\n\r]/g, ' ').replaceAll("'", String.raw`'\''`)}'`;

const secrets = (model: FluxModel): string => {
  const { secret, recipients } = model.delivery.flux.decryption!;
  return renderTemplate('docs/delivery/sops.md', {
    secret: code(secret),
    recipients:
      recipients.length === 0
        ? ', for the recipients that you give with `--age`'
        : ', for the recipients in `.sops.yaml`',
  });
};
