/** A Deployment as a client creates it. */
export const namespace = 'default';
export const key = { namespace, name: 'a' };
export const container = { name: 'main', image: 'example.com/main:1' };

/** What the API server fills in is left out. */
export const deployment = {
  metadata: key,
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: 'a' } },
    template: { metadata: { labels: { app: 'a' } }, spec: { containers: [container] } },
  },
};
