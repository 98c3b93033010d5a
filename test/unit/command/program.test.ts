import { expect, test } from 'vitest';
import { asTyped } from '../../../generators/core/command/program.ts';

const NPX = { npm_command: 'exec', npm_lifecycle_event: 'npx' };

test.each([
  ['Run "k8s-operator update".', 'Run "npx generator-k8s-operator update".'],
  [
    'k8s-operator new takes one NAME. See k8s-operator new --help.',
    'npx generator-k8s-operator new takes one NAME. See npx generator-k8s-operator new --help.',
  ],
  ['Usage:  k8s-operator COMMAND [OPTIONS]', 'Usage:  npx generator-k8s-operator COMMAND [OPTIONS]'],
])('who comes by npx is told what npx runs: %s', (text, typed) => {
  expect(asTyped(text, NPX)).toBe(typed);
  expect(asTyped(text, {})).toBe(text);
  expect(asTyped(text, { npm_command: 'run-script', npm_lifecycle_event: 'check' })).toBe(text);
});

test.each([
  'yo k8s-operator:api',
  'apiVersion: k8s-operator/v1alpha1',
  'npx generator-k8s-operator update',
  'my-k8s-operator new',
  '.k8s-operator/lock.json',
  'k8s-operator: one declarative spec',
])('what only contains the name stays: %s', (text) => expect(asTyped(text, NPX)).toBe(text));
