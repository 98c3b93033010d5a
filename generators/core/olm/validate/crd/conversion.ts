/** Conversion between versions (apiextensions validation.go, validateCustomResourceConversion; apiserver's webhook validation.go). */
import { quote } from '../../../spec/near.ts';
import type { Path } from '../../../spec/path.ts';
import { isDnsName, isNameLabel, LABEL_RULE } from '../../../spec/rules/dns.ts';
import type { Findings } from '../findings.ts';
import type { JudgedCrd } from '../judged.ts';
import type { ClientConfig, Conversion } from './crd.ts';

const CONVERSION: Path = ['spec', 'conversion'];

type Tell = (path: Path, message: string, hint: string, at?: 'key') => void;

/** None, or a webhook that can be asked. Of v1beta1 nothing is said: no API server takes that any more. */
export const checkConversion = ({ document, value, version }: JudgedCrd, findings: Findings): void => {
  const { conversion } = value.spec ?? {};
  if (conversion === undefined || version === 'v1beta1') return;
  const tell: Tell = (path, message, hint, at) => findings.error(document, [...CONVERSION, ...path], message, hint, at);
  const { strategy = '' } = conversion;
  if (strategy === 'Webhook') checkWebhook(conversion, tell);
  else {
    if (strategy !== 'None')
      tell(
        ['strategy'],
        strategy === '' ? 'the strategy is missing.' : `${quote(strategy)} is no strategy.`,
        'Use None or Webhook.',
      );
    const { clientConfig, conversionReviewVersions = [] } = conversion.webhook ?? {};
    if (clientConfig !== undefined || conversionReviewVersions.length > 0)
      tell(
        ['webhook'],
        'a webhook is only asked with the strategy Webhook.',
        'Use strategy: Webhook, or remove it.',
        'key',
      );
  }
};

const checkWebhook = ({ webhook = {} }: Conversion, tell: Tell): void => {
  const { clientConfig, conversionReviewVersions: versions = [] } = webhook;
  if (clientConfig === undefined || (clientConfig.url === undefined) === (clientConfig.service === undefined))
    tell(['webhook', 'clientConfig'], 'nothing says where the one webhook is.', 'Give either service or url.', 'key');
  else checkClient(clientConfig, tell);
  const at: Path = ['webhook', 'conversionReviewVersions'];
  for (const [i, version] of versions.entries())
    if (versions.indexOf(version) !== i)
      tell([...at, i], `${quote(version)} is there twice.`, 'Remove one of the two.');
    else if (!isNameLabel(version)) tell([...at, i], `${quote(version)} is no version.`, 'Use v1.');
  if (!versions.some((version) => version === 'v1' || version === 'v1beta1'))
    tell(at, 'neither v1 nor v1beta1 is among the versions, and the API server speaks no other.', 'Add v1.', 'key');
};

const checkClient = ({ url, service }: ClientConfig, tell: Tell): void => {
  const at: Path = ['webhook', 'clientConfig'];
  if (url !== undefined && !isWebhookUrl(url))
    tell(
      [...at, 'url'],
      `${quote(url)} is no address of a webhook.`,
      'Use https://HOST/PATH, without user, query and fragment.',
    );
  if (service === undefined) return;
  const { name = '', namespace = '', path: way = '', port = 443 } = service;
  if (name === '') tell([...at, 'service', 'name'], 'the service has no name.', 'Add it.');
  if (namespace === '') tell([...at, 'service', 'namespace'], 'the service has no namespace.', 'Add it.');
  if (port < 1 || port > 65535)
    tell([...at, 'service', 'port'], `${port} is no port.`, 'Use a number from 1 to 65535.');
  if (
    way !== '' &&
    way !== '/' &&
    (!way.startsWith('/') || !way.slice(1).replace(/\/$/, '').split('/').every(isDnsName))
  )
    tell(
      [...at, 'service', 'path'],
      `${quote(way)} is no path of a webhook.`,
      `${LABEL_RULE} between slashes: /convert.`,
    );
};

const isWebhookUrl = (url: string): boolean => {
  const [, authority = ''] = /^https:\/\/([^/?#]*)(?:\/[^?#]*)?\??#?$/i.exec(url) ?? [];
  return authority !== '' && !authority.includes('@') && URL.canParse(url);
};
