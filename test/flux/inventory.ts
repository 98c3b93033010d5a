/** Every object of a cluster, by name: what was there before, and what stays behind. */
import { type Client, metadataOnly } from 'k8s-operator-runtime';

/** What comes and goes by itself: tellings, what says where pods are, what the API server keeps for each group. */
const FLEETING = new Set([
  'Event',
  'EndpointSlice',
  'Endpoints',
  'ComponentStatus',
  'CSINode',
  'ControllerRevision',
  'APIService',
]);

/** `Kind namespace/name` of every object that can be listed, sorted; a kind of several groups or versions once. */
export const inventory = async (client: Client): Promise<readonly string[]> => {
  const kinds = (await client.kinds()).filter(({ verbs, kind }) => verbs.includes('list') && !FLEETING.has(kind.kind));
  const lists = await Promise.all(
    kinds.map(async ({ kind }) => {
      const objects = await client.list(metadataOnly(kind));
      return objects.map(({ metadata }) =>
        [kind.kind, [metadata.namespace, metadata.name].filter(Boolean).join('/')].join(' '),
      );
    }),
  );
  return [...new Set(lists.flat())].toSorted();
};
