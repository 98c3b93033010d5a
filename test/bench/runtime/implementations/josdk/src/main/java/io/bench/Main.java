package io.bench;

import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import java.time.Duration;

/**
 * The contract of examples/bench in Java with JOSDK, as somebody who knows it would write it: a managed dependent resource, statuses by server-side
 * apply, and of its many settings only what the contract asks for.
 */
public class Main {
  public static void main(String[] args) {
    var environment = System.getenv();
    var workers = Integer.parseInt(environment.getOrDefault("BENCH_CONCURRENCY", "10"));
    var manager = environment.getOrDefault("BENCH_FIELD_MANAGER", "josdk");
    // What is not applied is recorded under the name of the user agent.
    var client = new KubernetesClientBuilder().editOrNewConfig().withUserAgent(manager).endConfig().build();
    var operator =
        new Operator(
            settings ->
                settings
                    .withKubernetesClient(client)
                    .withConcurrentReconciliationThreads(workers)
                    .withConcurrentWorkflowExecutorThreads(workers));
    operator.register(new BenchReconciler(), settings -> settings.withFieldManager(manager));
    operator.installShutdownHook(Duration.ZERO);
    operator.start();
  }
}
