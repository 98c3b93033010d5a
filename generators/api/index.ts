/** `yo k8s-operator:api`: the same as `k8s-operator api`. */
import { generatorFor } from '../core/command/generator.ts';

export default generatorFor('api');
