import { expect, test } from 'vitest';
import { needNodeOfYeoman } from '../../../generators/core/command/yeoman-node.ts';

test.each(['22.18.0', '22.21.1', '24.11.0', '24.21.0', '25.0.0'])('yeoman runs on Node %s', (version) => {
  expect(() => needNodeOfYeoman(version)).not.toThrow();
});

test.each(['18.20.8', '20.20.2', '22.17.9', '23.11.1', '24.10.0'])('on Node %s the way out is named', (version) => {
  expect(() => needNodeOfYeoman(version)).toThrow(
    new RegExp(
      `needs Node 24\\.11 or newer.*this is ${version.replaceAll('.', String.raw`\.`)}.*npx generator-k8s-operator`,
    ),
  );
});
