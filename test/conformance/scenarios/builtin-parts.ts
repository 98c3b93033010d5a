/** Parts of workloads. */
import type { Json } from '../harness/scenario.ts';

export const pod = {
  metadata: { labels: { app: 'x' } },
  spec: { containers: [{ name: 'main', image: 'example.com/main' }] },
};
export const selector = { matchLabels: { app: 'x' } };
export const object = (apiVersion: string, kind: string, more: Json, name = 'one'): Json => ({
  apiVersion,
  kind,
  metadata: { name },
  ...more,
});
