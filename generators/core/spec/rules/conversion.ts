/** Conversion between versions: the webhook is complete, and one that the API server can ask (validateCustomResourceConversion). */
import { quote } from '../near.ts';
import type { Path } from '../path.ts';
import type { Report } from '../report.ts';
import type { ConversionSpec, Spec } from '../spec.ts';
import { isDnsName, isNameLabel, LABEL_RULE } from './dns.ts';

type Webhook = NonNullable<ConversionSpec['webhook']>;
type ClientConfig = NonNullable<Webhook['clientConfig']>;

/** Reports a conversion that cannot be. */
export const checkConversion = ({ spec: { apis } }: Spec, report: Report): void => {
  for (const [i, { conversion, versions }] of apis.entries()) {
    if (conversion === undefined) continue;
    const path: Path = ['spec', 'apis', i, 'conversion'];
    if (conversion.strategy === 'Webhook') checkWebhook(conversion.webhook, path, report);
    else {
      const { clientConfig, conversionReviewVersions = [] } = conversion.webhook ?? ({} as Partial<Webhook>);
      if (clientConfig !== undefined || conversionReviewVersions.length > 0)
        report.error(
          [...path, 'webhook'],
          'a webhook is only asked with "strategy: Webhook".',
          'Use that strategy, or remove the webhook.',
          'key',
        );
    }
    if (conversion.strategy === 'Webhook' && versions.length === 1)
      report.warning(
        [...path, 'strategy'],
        'there is one version only: nothing is ever converted.',
        'Use "strategy: None", or remove conversion.',
      );
  }
};

const checkWebhook = (webhook: Webhook | undefined, path: Path, report: Report): void => {
  const at = [...path, 'webhook'];
  if (webhook === undefined)
    return report.error(
      path,
      'the strategy Webhook needs a webhook.',
      'Add "webhook" with clientConfig and conversionReviewVersions.',
      'key',
    );
  const { clientConfig, conversionReviewVersions: versions = [] } = webhook;
  if (clientConfig === undefined)
    report.error(at, 'nothing says where the webhook is.', 'Add clientConfig with a service or a url.', 'key');
  else checkClient(clientConfig, [...at, 'clientConfig'], report);
  const where = [...at, 'conversionReviewVersions'];
  for (const [i, version] of versions.entries())
    if (versions.indexOf(version) !== i)
      report.error([...where, i], `${quote(version)} is given twice.`, 'Remove one of the two.');
    else if (!isNameLabel(version)) report.error([...where, i], `${quote(version)} is no version.`, 'Use v1.');
  if (!versions.some((version) => version === 'v1' || version === 'v1beta1'))
    report.error(where, 'the API server speaks v1 and v1beta1 with webhooks, and neither is listed.', 'Add v1.', 'key');
  return undefined;
};

const checkClient = ({ url, service, caBundle }: ClientConfig, path: Path, report: Report): void => {
  if ((url === undefined) === (service === undefined))
    report.error(
      path,
      url === undefined ? 'nothing says where the webhook is.' : 'a url and a service exclude each other.',
      'Give either service or url.',
      'key',
    );
  else if (url !== undefined) checkUrl(url, [...path, 'url'], report);
  if (service !== undefined) checkService(service, [...path, 'service'], report);
  if (caBundle !== undefined && caBundle !== '') checkBundle(caBundle, [...path, 'caBundle'], report);
};

const checkUrl = (url: string, at: Path, report: Report): void => {
  const [, scheme = '', rest] = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(.*)$/s.exec(url) ?? [];
  const host = /^[^/?#]*/.exec(rest ?? '')![0];
  if (scheme.toLowerCase() !== 'https')
    report.error(at, `${quote(url)} is no https address.`, 'Use https://host:port/path.');
  else if (host === '' || !URL.canParse(url))
    report.error(at, `${quote(url)} is no address.`, 'Use https://host:port/path.');
  else if (host.includes('@'))
    report.error(at, 'the address must not have a user.', 'Remove what stands before the @.');
  else if (/[?#]./.test(url))
    report.error(at, 'the address must not have a query or a fragment.', 'End it with the path.');
};

const checkService = (service: NonNullable<ClientConfig['service']>, path: Path, report: Report): void => {
  const { port = 443, path: way = '/' } = service;
  for (const field of ['name', 'namespace'] as const)
    if (service[field] === '') report.error([...path, field], `the ${field} of the service is empty.`, 'Give it.');
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    report.error([...path, 'port'], `${port} is no port.`, 'Use a number from 1 to 65535.');
  if (way === '' || way === '/') return;
  if (!way.startsWith('/'))
    report.error([...path, 'path'], `${quote(way)} must start with a slash.`, `Use ${quote(`/${way}`)}.`);
  else if (!way.slice(1).replace(/\/$/, '').split('/').every(isDnsName))
    report.error(
      [...path, 'path'],
      `${quote(way)} is no path of a webhook.`,
      `${LABEL_RULE} between slashes: /convert.`,
    );
};

const checkBundle = (bundle: string, at: Path, report: Report): void => {
  const text = bundle.replaceAll(/[\r\n]/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text))
    report.error(at, 'the caBundle is not base64.', 'Encode the PEM certificate: base64 -w0 ca.crt.');
  else if (!Buffer.from(text, 'base64').toString('latin1').includes('-----BEGIN CERTIFICATE-----'))
    report.warning(
      at,
      'the caBundle has no certificate: the API server takes it, and never serves the kind.',
      'Encode the PEM certificate: base64 -w0 ca.crt.',
    );
};
