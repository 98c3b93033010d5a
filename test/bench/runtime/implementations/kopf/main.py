"""
The contract of examples/bench in Python with kopf, as somebody who knows it would write it: asynchronous handlers in uvloop, one pool of
connections, as many as workers, for kopf and its handlers alike, no events posted. What was there before is listed once at the start and not
kept in an index of kopf's: with those it starts in quadratic time.
"""

import asyncio
import hashlib
import os
from datetime import UTC, datetime

import aiohttp
import kopf
import uvloop

BENCHES = ('bench.io', 'v1', 'benches')
CONFIG_MAPS = ('v1', 'configmaps')
# Each holds a connection of the pool.
WATCHES = 2

workers = int(os.environ.get('BENCH_CONCURRENCY', '10'))
manager = os.environ.get('BENCH_FIELD_MANAGER', 'kopf')
credentials = kopf.login_with_kubeconfig(settings=kopf.OperatorSettings())
namespace = credentials.default_namespace or 'default'
benches = f'/apis/bench.io/v1/namespaces/{namespace}/benches'
config_maps = f'/api/v1/namespaces/{namespace}/configmaps'


def connect():
    return aiohttp.ClientSession(
        credentials.server,
        connector=aiohttp.TCPConnector(limit=workers + WATCHES, ssl=credentials.as_ssl_context()),
        # What names no field manager is recorded under the name of its user agent.
        headers=credentials.as_http_headers() | {'User-Agent': f'{manager}/kopf'},
    )


@kopf.on.startup()
async def configure(settings, memo, **_):
    settings.posting.enabled = False
    settings.scanning.disabled = True
    # The status that the CRD describes has no room for kopf's own; labels and annotations are nothing to be remembered.
    settings.persistence.progress_storage = kopf.AnnotationsProgressStorage()
    settings.persistence.diffbase_storage = kopf.AnnotationsDiffBaseStorage(ignored_fields=['metadata'])
    async with connect() as session, session.get(config_maps, raise_for_status=True) as response:
        memo.before = {child['metadata']['name']: child.get('data') for child in (await response.json())['items']}


@kopf.on.login()
async def login(memo, **_):
    memo.session = connect()
    return kopf.AiohttpSession(aiohttp_session=memo.session, server=credentials.server, default_namespace=namespace)


@kopf.on.resume(*BENCHES)
@kopf.on.create(*BENCHES)
@kopf.on.update(*BENCHES, field='spec')
async def reconcile(body, name, meta, status, patch, reason, retry, memo, **_):
    child = desired(body)
    before = memo.before.pop(name, None)
    if reason != kopf.Reason.RESUME or before != child['data']:
        try:
            await write(memo.session, child, exists=before is not None or 'hash' in status)
        except aiohttp.ClientError as error:
            raise kopf.TemporaryError(str(error), delay=min(0.5 * 2**retry, 1000)) from error
    generation, digest = meta['generation'], child['data']['hash']
    if status.get('observedGeneration') != generation or status.get('hash') != digest:
        patch.status.update(observedGeneration=generation, hash=digest, conditions=[ready(status, generation)])


def owned_and_deleted(type, meta, **_):
    return type == 'DELETED' and any(owner['kind'] == 'Bench' for owner in meta.get('ownerReferences', ()))


@kopf.on.event(*CONFIG_MAPS, when=owned_and_deleted)
async def recreate(name, memo, **_):
    async with memo.session.get(f'{benches}/{name}') as response:
        bench = await response.json()
    if response.ok and 'deletionTimestamp' not in bench['metadata']:
        await write(memo.session, desired(bench), exists=False)


def desired(bench):
    spec = bench.get('spec', {})
    digest = hashlib.sha256(spec.get('data', '').encode()).hexdigest()
    child = {
        'metadata': {'name': bench['metadata']['name']},
        'data': {'hash': digest, 'payload': 'x' * spec.get('size', 0)},
    }
    kopf.append_owner_reference(child, bench)
    return child


async def write(session, child, exists):
    create, replace = ('POST', config_maps), ('PUT', f'{config_maps}/{child["metadata"]["name"]}')
    for method, path in (replace, create) if exists else (create, replace):
        async with session.request(method, path, json=child) as response:
            if response.status not in (404, 409):
                break
    response.raise_for_status()


def ready(status, generation):
    [before] = status.get('conditions') or [{}]
    return {
        'type': 'Ready',
        'status': 'True',
        'reason': 'Ready',
        'message': '',
        'observedGeneration': generation,
        'lastTransitionTime': before.get('lastTransitionTime') or datetime.now(UTC).strftime('%Y-%m-%dT%H:%M:%SZ'),
    }


kopf.configure(quiet=True)
with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
    kopf.run(loop=runner.get_loop(), standalone=True, namespaces=[namespace])
