/** `yo k8s-operator`: the same as `k8s-operator new`. */
import { needNodeOfYeoman } from '../core/command/yeoman-node.ts';

needNodeOfYeoman(process.versions.node);
const { generatorFor } = await import('../core/command/generator.ts');

export default generatorFor('new');
