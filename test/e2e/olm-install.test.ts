/**
 * Generated operators as a stand-in for OLM installs their bundles, in each install mode: they work where they are told to watch and ask for
 * nothing elsewhere, with what the bundle permits them, all of which they use.
 */
import { AuthorizationV1Api } from '@kubernetes/client-node';
import type { Client, Kind, KubernetesObject } from 'k8s-operator-runtime';
import { Event, Lease } from 'k8s-operator-runtime/kinds';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../generators/core/model/json.ts';
import type { BundleContent } from '../../generators/core/olm/bundle-content.ts';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { ifAvailable } from '../judges/availability.ts';
import { olmV0Crds } from '../judges/olm-crds.ts';
import { bundleFor, bundleIn } from '../olm/bundles.ts';
import { installSpec } from '../olm/csv.ts';
import { installBundle, type Installed, uninstall } from '../olm/install.ts';
import { ALL, type InstallMode } from '../olm/operator-group.ts';
import { READS_NAMESPACES } from '../olm/permissions.ts';
import { expand, grantsOf, refusedOf, usedBy } from './harness/audit.ts';
import { eventually, settled } from './harness/eventually.ts';
import { type OlmCluster, type RunningPod, startOlmCluster, startPod } from './harness/olm-cluster.ts';
import { type Key, objectOf, OPERATORS, PLACES, SCENARIOS, type Subject } from './harness/olm-scenarios.ts';
import { buildProject, type Project } from './harness/project.ts';

const crds = await ifAvailable(olmV0Crds);
const available = crds !== undefined && (await controlPlaneAvailable('Operators as OLM installs them'));

describe.runIf(available)('an operator that OLM installs', () => {
  const projects = new Map<string, Project>();
  const bundles = new Map<string, BundleContent>();
  let cluster: OlmCluster;

  beforeAll(async () => {
    const namespaces = [...PLACES, ...SCENARIOS.map(({ namespace }) => namespace)];
    const starting = startOlmCluster(crds!, [...new Set(namespaces)]);
    for (const [name, { spec }] of Object.entries(OPERATORS)) {
      const project = await buildProject(spec);
      projects.set(name, project);
      bundles.set(
        name,
        name === 'memcached' ? bundleIn('examples/memcached/expected/bundle') : bundleFor(project.model),
      );
    }
    cluster = await starting;
  });
  afterAll(async () => {
    await cluster?.stop();
    for (const project of projects.values()) await project.remove();
  });

  describe.each(SCENARIOS)('$operator in mode $mode', ({ operator: name, namespace, targets, mode }) => {
    const { subjects } = OPERATORS[name];
    const everywhere = targets.includes(ALL);
    const works = PLACES.filter((place) => everywhere || targets.includes(place));
    let installed: Installed;
    let running: RunningPod;
    let client: Client;
    const log = () => running.operator.log();

    beforeAll(async () => {
      ({ client } = cluster);
      installed = await installBundle(cluster.olm, bundles.get(name)!, { name: 'group', namespace, targets });
      running = await startPod(cluster, projects.get(name)!, installed.deployments[0]!);
    });
    afterAll(async () => {
      await running?.operator.stop();
      if (installed !== undefined) await uninstall(cluster.olm, installed);
    });

    const placesOf = ({ own }: Subject): readonly (string | undefined)[] =>
      own.scope === 'Cluster' ? [undefined] : PLACES;
    const keyIn = (place: string | undefined, called: string): Key =>
      place === undefined ? { name: called } : { namespace: place, name: called };
    const object = `of-${namespace}`;
    /** Where there are all children, and a status. */
    const done = async (subject: Subject): Promise<readonly (string | undefined)[]> => {
      const found = await Promise.all(
        placesOf(subject).map(async (place) => {
          const own = (await client.get(subject.own, keyIn(place, object))) as { readonly status?: object } | undefined;
          const children = await Promise.all(
            subject.children.map(({ kind: child, suffix = '' }) =>
              client.get(child, keyIn(child.scope === 'Cluster' ? undefined : place, object + suffix)),
            ),
          );
          const all = own?.status !== undefined && children.every((one) => one !== undefined);
          const none = own?.status === undefined && children.every((one) => one === undefined);
          if (!all && !none) throw new Error(`a part of the work is done in ${place}`);
          return all ? [place] : [];
        }),
      );
      return found.flat();
    };

    test('is told what to watch', () => {
      expect(running.env).toMatchObject({
        WATCH_NAMESPACE: targets.toSorted().join(','),
        POD_NAMESPACE: namespace,
        OPERATOR_CONDITION_NAME: installSpec(bundles.get(name)!.csv).name,
      });
    });

    test('works there, and leaves all else alone', async () => {
      const made = new Map<string, KubernetesObject>();
      for (const subject of subjects)
        for (const place of placesOf(subject))
          made.set(
            `${subject.own.kind} ${place}`,
            await client.create(subject.own, objectOf(subject.own, keyIn(place, object), {})),
          );
      for (const subject of subjects) {
        const expected = placesOf(subject).filter((place) => place === undefined || works.some((one) => one === place));
        await eventually('its work', async () => (await done(subject)).length === expected.length, { detail: log });
        expect(await settled(() => done(subject), 500)).toEqual(expected);
        for (const place of placesOf(subject).filter((one) => !expected.includes(one)))
          expect(await client.get(subject.own, keyIn(place, object))).toEqual(made.get(`${subject.own.kind} ${place}`));
      }
    });

    test('tells in events of what the API server refuses', async () => {
      for (const { refused, own } of subjects) {
        if (refused === undefined) continue;
        const called = `${refused.name}-${namespace}`;
        const key = keyIn(own.scope === 'Cluster' ? undefined : works[0], called);
        await client.create(own, objectOf(own, key, refused.spec));
        const warning = async () => {
          // Events about what is in no namespace are in `default`.
          const events = await client.list(Event, { namespace: key.namespace ?? 'default' });
          return events.find(
            ({ regarding, series }) =>
              regarding?.name === called && regarding.kind === own.kind && (series?.count ?? 0) > 1,
          );
        };
        expect(await eventually('a series of warnings', warning, { detail: log })).toMatchObject({
          type: 'Warning',
          reason: 'ReconcileFailed',
        });
        await client.delete(own, key);
      }
    });

    test('takes back what changes, and goes when its objects have gone', async () => {
      for (const subject of subjects) {
        const [place] = subject.own.scope === 'Cluster' ? [undefined] : works;
        if (subject.change !== undefined) {
          await client.patch(subject.own, keyIn(place, object), { spec: subject.change });
          const [{ kind: child, suffix = '' }] = subject.children as [Subject['children'][number]];
          await eventually(
            'the child before is gone',
            async () => (await client.get(child, keyIn(place, object + suffix))) === undefined,
            { detail: log },
          );
        }
        for (const one of placesOf(subject)) await client.delete(subject.own, keyIn(one, object));
        await eventually('its objects are gone', async () => (await client.list(subject.own)).length === 0, {
          detail: log,
        });
      }
      expect(await running.operator.stop()).toBe(0);
    });

    test('is refused nothing, and asks for nothing where it does not watch', async () => {
      const events = await cluster.controlPlane.auditLog();
      expect(refusedOf(events, running.user)).toEqual([]);
      const own = events.filter(({ user }) => user.username === running.user);
      expect(own.length).toBeGreaterThan(10);
      const elsewhere = own.filter(({ objectRef }) => {
        const place = objectRef?.namespace;
        return place !== undefined && place !== namespace && !everywhere && !targets.includes(place);
      });
      expect(elsewhere.map(({ verb, requestURI }) => `${verb} ${requestURI}`)).toEqual([]);
      const kinds = subjects.flatMap(({ own: kind_, children }) => [kind_].concat(children.map((child) => child.kind)));
      const resources = new Set(kinds.map(({ plural }) => plural));
      const watched = own.filter(
        ({ verb, objectRef }) => ['list', 'watch'].includes(verb) && resources.has(objectRef?.resource ?? ''),
      );
      const places = [...new Set(watched.map(({ objectRef }) => objectRef?.namespace))];
      expect(places.toSorted()).toEqual(everywhere ? [undefined] : targets.toSorted());
    });

    test('may do nothing where it does not watch', async () => {
      const reviews = cluster.controlPlane.kubeConfig.makeApiClient(AuthorizationV1Api);
      const allowed = async (
        { group, plural: resource }: Pick<Kind<KubernetesObject>, 'group' | 'plural'>,
        place: string,
        verb = 'list',
      ) => {
        const resourceAttributes = { verb, group, resource, namespace: place };
        const { status } = await reviews.createSubjectAccessReview({
          body: { spec: { user: running.user, resourceAttributes } },
        });
        return status!.allowed;
      };
      for (const { own, children } of subjects)
        for (const one of [own, ...children.map((child) => child.kind)])
          for (const place of PLACES)
            expect({ kind: one.kind, place, allowed: await allowed(one, place) }).toEqual({
              kind: one.kind,
              place,
              allowed: works.includes(place) || place === namespace,
            });
      // Who leads elsewhere is not its business, wherever it watches.
      for (const place of [...PLACES, 'kube-system', 'kube-node-lease', namespace])
        for (const verb of ['create', 'update'])
          expect({ place, verb, allowed: await allowed(Lease, place, verb) }).toEqual({
            place,
            verb,
            allowed: place === namespace,
          });
    });

    test('has what its bundle permits, and uses all of it', async () => {
      const { csv, others } = bundles.get(name)!;
      const { permissions, clusterPermissions } = installSpec(csv);
      const rulesOf = (list: readonly { readonly rules?: unknown }[]) =>
        list.flatMap(({ rules }) => (rules as readonly JsonObject[]).flatMap((rule) => expand(rule as never)));
      const roles = others.filter(({ kind: one }) => one === 'Role');
      const declared = new Set([permissions, clusterPermissions, roles].flatMap(rulesOf));
      const granted = await grantsOf(client, running.user);
      const olms = ['get', 'update', 'patch'].map((verb) => `${verb} operators.coreos.com/operatorconditions`);
      const more = mode === 'AllNamespaces' && permissions.length > 0 ? expand(READS_NAMESPACES) : [];
      expect([...granted].toSorted()).toEqual([...new Set([...declared, ...olms, ...more])].toSorted());
      const used = usedBy(await cluster.controlPlane.auditLog(), running.user);
      const unused = [...declared].filter((permission) => !used.has(permission) && !ELSEWHERE.test(permission));
      expect(unused).toEqual([]);
    });
  });

  test.each<[InstallMode, readonly string[]]>([
    ['OwnNamespace', ['tenants']],
    ['SingleNamespace', ['left']],
    ['MultiNamespace', ['left', 'right']],
  ])('is refused in mode %s if one of its kinds is in no namespace', async (mode, targets) => {
    const group = { name: 'group', namespace: 'tenants', targets };
    await expect(installBundle(cluster.olm, bundles.get('tenant')!, group)).rejects.toThrow(
      `${mode} InstallModeType not supported`,
    );
  });
});

/** Needed when somebody reads secure metrics, a kind that may be absent is there, or a pod has been gone for long: shared.test.ts brings it about. */
const ELSEWHERE =
  /^(?:create (?:authentication|authorization)\.k8s\.io|\w+ storage\.example\.org|delete coordination\.k8s\.io)/;
