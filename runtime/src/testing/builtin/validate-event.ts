/**
 * Rules of events (kubernetes: pkg/apis/core/validation/events.go). The core API has those of every event; events.k8s.io/v1 takes only events in
 * the new form, and changes of nothing but the series. Fields are named as core/v1 names them, whatever the request does.
 */
import { invalidValue, required } from '../cause.ts';
import type { JsonObject } from '../json.ts';
import { at, equal, textAt } from '../json.ts';
import { qualifiedNameProblem } from '../resources/names.ts';
import type { Cause } from '../status.ts';
import { eventToCore } from './events.ts';

const LONGEST = 128;
/** Bytes. */
const LONGEST_MESSAGE = 1024;

/** What every event keeps to, by the core API. */
export const eventCauses = (event: JsonObject): Cause[] => causesOf(event, 'reportingComponent');

/** What events.k8s.io/v1 asks for. `live` is undefined on create. */
export function strictEventCauses(given: JsonObject, live: JsonObject | undefined): Cause[] {
  const event = eventToCore(given);
  const causes = causesOf(event, 'reportingController');
  return [...causes, ...(live === undefined ? createCauses(event) : updateCauses(event, eventToCore(live)))];
}

/** `reporter`: as the API names the field of the controller that tells it. */
function causesOf(event: JsonObject, reporter: string): Cause[] {
  const own = textAt(event, 'metadata', 'namespace') ?? '';
  const about = textAt(event, 'involvedObject', 'namespace') ?? '';
  const elsewhere = invalidValue('involvedObject.namespace', about, 'does not match event.namespace');
  // Without it, it is one in the old form.
  if (!hasTime(event, 'eventTime')) return own === (about || 'default') ? [] : [elsewhere];
  const misplaced = about === '' && own !== 'default' && own !== 'kube-system';
  return [
    ...(misplaced ? [elsewhere] : []),
    ...reporterCauses(textAt(event, 'reportingComponent') ?? '', reporter),
    ...['reportingInstance', 'action', 'reason'].flatMap((field) => textCauses(event, field)),
    ...lengthCauses(event, 'message', LONGEST_MESSAGE),
  ];
}

function reporterCauses(reporter: string, field: string): Cause[] {
  // Nothing is told to be empty and to have a form that is none.
  const problems = reporter === '' ? ['', '-'].map(qualifiedNameProblem) : [qualifiedNameProblem(reporter)];
  return [
    ...(reporter === '' ? [required(field)] : []),
    ...problems.filter((problem) => problem !== undefined).map((problem) => invalidValue(field, reporter, problem)),
  ];
}

const textCauses = (event: JsonObject, field: string): Cause[] =>
  (textAt(event, field) ?? '') === '' ? [required(field)] : lengthCauses(event, field, LONGEST);

/** What are called characters are bytes. */
const lengthCauses = (event: JsonObject, field: string, most: number): Cause[] =>
  Buffer.byteLength(textAt(event, field) ?? '') > most
    ? [invalidValue(field, '', `can have at most ${most} characters`)]
    : [];

function createCauses(event: JsonObject): Cause[] {
  const type = textAt(event, 'type') ?? '';
  const unset = {
    firstTimestamp: hasTime(event, 'firstTimestamp'),
    lastTimestamp: hasTime(event, 'lastTimestamp'),
    count: (at(event, 'count') ?? 0) !== 0,
    source: ['component', 'host'].some((name) => (textAt(event, 'source', name) ?? '') !== ''),
  };
  return [
    ...seriesCauses(event),
    ...(hasTime(event, 'eventTime') ? [] : [required('eventTime')]),
    ...(type === 'Normal' || type === 'Warning' ? [] : [invalidValue('type', '', `has invalid value: ${type}`)]),
    ...Object.entries(unset)
      .filter(([, isSet]) => isSet)
      .map(([field]) => invalidValue(field, '', 'needs to be unset')),
  ];
}

const IMMUTABLE = [
  'involvedObject',
  'reason',
  'message',
  'source',
  'firstTimestamp',
  'lastTimestamp',
  'count',
  'type',
  'eventTime',
  'action',
  'related',
  'reportingComponent',
  'reportingInstance',
];
const TEXTS = new Set(['reason', 'message', 'type', 'action', 'reportingComponent', 'reportingInstance']);

function updateCauses(event: JsonObject, live: JsonObject): Cause[] {
  const changed = IMMUTABLE.filter((field) => !equal(event[field] ?? null, live[field] ?? null));
  return [
    ...(equal(event['series'], live['series']) ? [] : seriesCauses(event)),
    ...changed.map((field) =>
      invalidValue(
        field === 'reportingComponent' ? 'reportingController' : field,
        event[field] ?? (TEXTS.has(field) ? '' : null),
        'field is immutable',
      ),
    ),
  ];
}

function seriesCauses(event: JsonObject): Cause[] {
  const series = at(event, 'series') ?? null;
  if (series === null) return [];
  return [
    ...(Number(at(series, 'count') ?? 0) < 2 ? [invalidValue('series.count', '', 'should be at least 2')] : []),
    ...(hasTime(series as JsonObject, 'lastObservedTime') ? [] : [required('series.lastObservedTime')]),
  ];
}

const hasTime = (object: JsonObject, field: string): boolean => (textAt(object, field) ?? '') !== '';
