/** `yo k8s-operator:update`: the same as `k8s-operator update`. */
import { generatorFor } from '../core/command/generator.ts';

export default generatorFor('update');
