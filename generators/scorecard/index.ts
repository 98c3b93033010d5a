/** `yo k8s-operator:scorecard`: the same as `k8s-operator scorecard`. */
import { needNodeOfYeoman } from '../core/command/yeoman-node.ts';

needNodeOfYeoman(process.versions.node);
const { generatorFor } = await import('../core/command/generator.ts');

export default generatorFor('scorecard');
