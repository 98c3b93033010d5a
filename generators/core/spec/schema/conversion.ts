/** `spec.apis[].conversion`, as in a CustomResourceDefinition. */
import { choice, type Field, integer, object, text, texts } from './field.ts';

const service = object('A service in the cluster.', {
  'name!': text('The name of the service.', { examples: ['memcached-operator-webhook-service'] }),
  'namespace!': text('Its namespace.', { examples: ['memcached-operator-system'] }),
  path: text('The path of the webhook. By default /.', { examples: ['/convert'] }),
  port: integer('Its port.', { default: 443 }),
});

/** `spec.apis[].conversion`. */
export const conversionField: Field = object(
  'How objects are converted between versions, as in a CustomResourceDefinition. By default only their apiVersion changes.',
  {
    'strategy!': choice('Who converts.', {
      None: 'The API server changes apiVersion and nothing else: every version has the same fields.',
      Webhook: 'The API server asks a webhook, which you write and run.',
    }),
    webhook: object('The webhook; with strategy Webhook only.', {
      'conversionReviewVersions!': texts('Versions of ConversionReview that the webhook understands, the best first.', {
        examples: [['v1']],
      }),
      clientConfig: object('Where the webhook is: a service in the cluster, or a url.', {
        url: text('Its address, when it is outside of the cluster.', {
          examples: ['https://convert.example.com/convert'],
        }),
        caBundle: text(
          'The certificate authority that its certificate is checked by: PEM, in base64. By default those of the API server.',
        ),
        service,
      }),
    }),
  },
  {
    defaultSnippets: [
      { label: 'None', description: 'Only apiVersion changes.', body: { strategy: 'None' } },
      {
        label: 'Webhook',
        description: 'A webhook in the cluster converts.',
        body: {
          strategy: 'Webhook',
          webhook: {
            conversionReviewVersions: ['v1'],
            clientConfig: { service: { name: '$1', namespace: '$2', path: '${3:/convert}' } },
          },
        },
      },
    ],
  },
);
