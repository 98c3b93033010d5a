/** CPU and memory: what a container asks for, and at most gets. */
import { quote } from '../../../spec/near.ts';
import { compareQuantities } from '../quantities.ts';
import type { Test } from '../test.ts';

export const resources: Test = {
  name: 'containers-ask-for-resources',
  suite: 'consistency',
  description: 'Every container asks for CPU and memory, and for no more than its limits.',
  judge: ({ document, deployments }, findings) => {
    for (const { containers } of deployments)
      for (const { name, container, path } of containers) {
        const { requests = {}, limits = {} } = container.resources ?? {};
        // A limit is a request too, where there is none.
        const missing = ['cpu', 'memory'].filter((kind) => requests[kind] === undefined && limits[kind] === undefined);
        if (missing.length > 0)
          findings.warning(
            document,
            container.resources === undefined ? path : [...path, 'resources'],
            `the container ${quote(name)} asks for no ${missing.join(' and no ')}.`,
            'Add it to resources.requests, so that it is given to it.',
          );
        for (const [kind, request] of Object.entries(requests))
          if (limits[kind] !== undefined && compareQuantities(request, limits[kind]) > 0)
            findings.error(
              document,
              [...path, 'resources', 'requests', kind],
              `the container ${quote(name)} asks for ${request} of ${kind}, and may have ${limits[kind]}.`,
              'The API server refuses it: raise the limit, or ask for less.',
            );
      }
  },
};
