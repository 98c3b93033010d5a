/** Whom Flux tells. */
import type { FluxSpec } from '../../../delivery-spec.ts';
import { quote, suggest } from '../../../near.ts';
import type { Report } from '../../../report.ts';
import { FLUX } from './path.ts';

/** Of notification-controller; a test holds the list to its definition. */
export const PROVIDERS: readonly string[] =
  'slack discord msteams rocket generic generic-hmac github gitlab gitea giteapullrequestcomment bitbucketserver bitbucket azuredevops googlechat googlepubsub webex sentry azureeventhub telegram lark matrix opsgenie alertmanager grafana githubdispatch githubpullrequestcomment gitlabmergerequestcomment pagerduty datadog nats zulip otel'.split(
    ' ',
  );

/** Of an address, and of a channel. */
const LONGEST = 2048;

/** Told at a web address; others at what is a project, a namespace, a repository in any of git's ways to write one. */
const WEB: ReadonlySet<string> = new Set(
  'slack discord msteams rocket generic generic-hmac googlechat webex sentry telegram lark matrix opsgenie alertmanager grafana githubdispatch pagerduty datadog zulip otel'.split(
    ' ',
  ),
);

/** Of no use without a token, which only a Secret can have (notification-controller, docs/spec/v1beta3/providers.md). */
const TOKEN: ReadonlySet<string> = new Set(
  'github gitlab gitea bitbucket bitbucketserver githubdispatch githubpullrequestcomment gitlabmergerequestcomment giteapullrequestcomment telegram matrix opsgenie datadog'.split(
    ' ',
  ),
);

/** Whoever knows such an address may write there. */
const SECRET_ADDRESSES: ReadonlySet<string> = new Set(['slack', 'discord', 'msteams', 'googlechat', 'rocket', 'lark']);

/** A service that Flux knows, and an address or what else leads to it. */
export const checkNotifications = ({ notifications }: FluxSpec, report: Report): void => {
  if (notifications === undefined) return;
  const { type, address, channel, secret } = notifications;
  const at = [...FLUX, 'notifications'];
  if (!PROVIDERS.includes(type))
    report.error([...at, 'type'], `Flux knows no service ${quote(type)}.`, suggest(type, PROVIDERS));
  for (const [field, text] of Object.entries({ address, channel }))
    if (text !== undefined && text.length > LONGEST)
      report.error([...at, field], `it has more than ${LONGEST} characters.`, 'Put it into the Secret.');
  if (address !== undefined) checkAddress(type, address, report);
  if (address !== undefined && secret === undefined && TOKEN.has(type))
    report.error(
      at,
      `${quote(type)} wants a token.`,
      'Put it into a Secret under the key "token", and the name of that into secret.',
      'key',
    );
  if (address === undefined && secret === undefined)
    report.error(
      at,
      'nobody knows where to send them.',
      'Add address, or secret with the name of a Secret that has it.',
      'key',
    );
  else if (address !== undefined && secret === undefined && SECRET_ADDRESSES.has(type))
    report.warning(
      [...at, 'address'],
      'whoever knows it can write there, and whoever reads this repository knows it.',
      'Put it into a Secret under the key "address", and the name of that into secret.',
    );
};

const checkAddress = (type: string, address: string, report: Report): void => {
  const at = [...FLUX, 'notifications', 'address'];
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url !== undefined && url.password !== '')
    report.error(
      at,
      'it has credentials in it, for everyone to read.',
      'Put them into a Secret, and its name into secret.',
    );
  else if (WEB.has(type) && (url === undefined || !/^https?:$/.test(url.protocol) || /\s/.test(address)))
    report.error(at, `${quote(address)} is no address of ${quote(type)}.`, 'Use https://….');
};
