package io.bench;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.Workflow;
import io.javaoperatorsdk.operator.api.reconciler.dependent.Dependent;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/** The status; JOSDK has brought the ConfigMap up to date before, and gives up after five tries unless it is told otherwise. */
@Workflow(dependents = @Dependent(type = BenchConfigMap.class))
@GradualRetry(maxAttempts = Integer.MAX_VALUE)
@ControllerConfiguration(informer = @Informer(namespaces = Constants.WATCH_CURRENT_NAMESPACE))
public class BenchReconciler implements Reconciler<Bench> {
  @Override
  public UpdateControl<Bench> reconcile(Bench bench, Context<Bench> context) {
    var generation = bench.getMetadata().getGeneration();
    var hash = Bench.hash(bench.getSpec());
    var current = bench.getStatus();
    if (current != null && generation.equals(current.observedGeneration) && hash.equals(current.hash)) {
      return UpdateControl.noUpdate();
    }
    var status = new Bench.Status();
    status.observedGeneration = generation;
    status.hash = hash;
    status.conditions = List.of(ready(generation, current));
    return UpdateControl.patchStatus(intent(bench, status));
  }

  /** What is applied names the object and what is said of it, nothing else. */
  private static Bench intent(Bench bench, Bench.Status status) {
    var intent = new Bench();
    var metadata = bench.getMetadata();
    intent.setMetadata(
        new ObjectMetaBuilder().withName(metadata.getName()).withNamespace(metadata.getNamespace()).build());
    intent.setStatus(status);
    return intent;
  }

  private static Condition ready(Long generation, Bench.Status current) {
    var since =
        current == null || current.conditions.isEmpty()
            ? Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()
            : current.conditions.get(0).getLastTransitionTime();
    return new ConditionBuilder()
        .withType("Ready")
        .withStatus("True")
        .withReason("Ready")
        .withMessage("")
        .withObservedGeneration(generation)
        .withLastTransitionTime(since)
        .build();
  }
}
