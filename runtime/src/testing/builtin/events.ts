/** Events of both groups are one thing, stored as core/v1: the conversion (kubernetes: pkg/apis/events/v1/conversion.go). */
import type { JsonObject } from '../json.ts';
import { copy } from '../json.ts';

/** Name in core/v1 → name in events.k8s.io/v1. */
const NAMES: Readonly<Record<string, string>> = {
  involvedObject: 'regarding',
  message: 'note',
  reportingComponent: 'reportingController',
  source: 'deprecatedSource',
  firstTimestamp: 'deprecatedFirstTimestamp',
  lastTimestamp: 'deprecatedLastTimestamp',
  count: 'deprecatedCount',
};
const BACK = Object.fromEntries(Object.entries(NAMES).map(([core, event]) => [event, core]));

const renamed = (object: JsonObject, names: Readonly<Record<string, string>>, apiVersion: string): JsonObject => ({
  ...Object.fromEntries(Object.entries(copy(object)).map(([name, value]) => [names[name] ?? name, value])),
  apiVersion,
});

export const eventFromCore = (event: JsonObject): JsonObject => renamed(event, NAMES, 'events.k8s.io/v1');
export const eventToCore = (event: JsonObject): JsonObject => renamed(event, BACK, 'v1');
