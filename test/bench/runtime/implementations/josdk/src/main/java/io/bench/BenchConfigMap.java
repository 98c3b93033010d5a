package io.bench;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.Matcher.Result;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;

/** The ConfigMap of a Bench. Both overrides are those that JOSDK's documentation has for speed. */
public class BenchConfigMap extends CRUDKubernetesDependentResource<ConfigMap, Bench> {
  @Override
  protected ConfigMap desired(Bench bench, Context<Bench> context) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(bench.getMetadata().getName())
        .withNamespace(bench.getMetadata().getNamespace())
        .endMetadata()
        .addToData("hash", Bench.hash(bench.getSpec()))
        .addToData("payload", "x".repeat(bench.getSpec().size))
        .build();
  }

  @Override
  public Result<ConfigMap> match(ConfigMap actual, Bench bench, Context<Bench> context) {
    var desired = getOrComputeDesired(context);
    return Result.computed(desired.getData().equals(actual.getData()), desired);
  }

  @Override
  protected ResourceID targetSecondaryResourceID(Bench bench, Context<Bench> context) {
    return ResourceID.fromResource(bench);
  }
}
