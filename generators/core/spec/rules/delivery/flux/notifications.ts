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
