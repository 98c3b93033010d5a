//! The contract of examples/bench in Rust with kube-rs, as somebody who knows it would write it: reflectors instead of reads, as many
//! reconciles at a time as asked for, managed fields dropped, triggers only for changes of the generation.
use std::{collections::BTreeMap, sync::Arc, time::Duration};

use futures::StreamExt;
use k8s_openapi::{
    api::core::v1::ConfigMap,
    apimachinery::pkg::apis::meta::v1::{Condition, Time},
    jiff::Timestamp,
};
use kube::{
    Api, Client, CustomResource, Resource, ResourceExt,
    api::{ObjectMeta, Patch, PatchParams, PostParams},
    runtime::{
        WatchStreamExt,
        controller::{Action, Config, Controller},
        predicates, reflector,
        reflector::{ObjectRef, Store},
        watcher,
    },
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};

#[derive(CustomResource, Serialize, Deserialize, Clone, Debug, JsonSchema)]
#[kube(group = "bench.io", version = "v1", kind = "Bench", plural = "benches", namespaced, status = "BenchStatus")]
struct BenchSpec {
    #[serde(default)]
    data: String,
    #[serde(default)]
    size: usize,
}

#[derive(Serialize, Deserialize, Clone, Debug, Default, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct BenchStatus {
    observed_generation: Option<i64>,
    hash: Option<String>,
    #[serde(default)]
    #[schemars(skip)]
    conditions: Vec<Condition>,
}

#[derive(Debug, thiserror::Error)]
#[error(transparent)]
struct Error(#[from] kube::Error);

struct Context {
    benches: Api<Bench>,
    config_maps: Api<ConfigMap>,
    children: Store<ConfigMap>,
    manager: String,
}

async fn reconcile(bench: Arc<Bench>, context: Arc<Context>) -> Result<Action, Error> {
    let name = bench.name_any();
    let namespace = bench.namespace().unwrap_or_default();
    let hash: String = Sha256::digest(bench.spec.data.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    let data = BTreeMap::from([
        ("hash".to_string(), hash.clone()),
        ("payload".to_string(), "x".repeat(bench.spec.size)),
    ]);
    let child = context.children.get(&ObjectRef::new(&name).within(&namespace));
    if child.as_ref().and_then(|child| child.data.as_ref()) != Some(&data) {
        let desired = ConfigMap {
            metadata: ObjectMeta {
                name: Some(name.clone()),
                namespace: Some(namespace),
                owner_references: bench.controller_owner_ref(&()).map(|owner| vec![owner]),
                ..Default::default()
            },
            data: Some(data),
            ..Default::default()
        };
        let params = PostParams { field_manager: Some(context.manager.clone()), ..Default::default() };
        match child {
            None => context.config_maps.create(&params, &desired).await?,
            Some(_) => context.config_maps.replace(&name, &params, &desired).await?,
        };
    }
    let generation = bench.meta().generation;
    let current = bench.status.as_ref();
    if current.is_none_or(|status| status.observed_generation != generation || status.hash.as_ref() != Some(&hash)) {
        let ready = Condition {
            type_: "Ready".into(),
            status: "True".into(),
            reason: "Ready".into(),
            message: String::new(),
            observed_generation: generation,
            last_transition_time: Time(Timestamp::now()),
        };
        let status = json!({ "status": { "observedGeneration": generation, "hash": hash, "conditions": [ready] } });
        let params = PatchParams { field_manager: Some(context.manager.clone()), ..Default::default() };
        context.benches.patch_status(&name, &params, &Patch::Merge(status)).await?;
    }
    Ok(Action::await_change())
}

fn failed(_: Arc<Bench>, _: &Error, _: Arc<Context>) -> Action {
    Action::requeue(Duration::from_secs(1))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let workers = std::env::var("BENCH_CONCURRENCY").ok().and_then(|text| text.parse().ok()).unwrap_or(10);
    let manager = std::env::var("BENCH_FIELD_MANAGER").unwrap_or_else(|_| "kube-rs".into());
    let client = Client::try_default().await?;
    let benches: Api<Bench> = Api::default_namespaced(client.clone());
    let config_maps: Api<ConfigMap> = Api::default_namespaced(client);

    let (primaries, writer) = reflector::store();
    let changed = watcher(benches.clone(), watcher::Config::default().streaming_lists())
        .default_backoff()
        .modify(|bench| bench.managed_fields_mut().clear())
        .reflect(writer)
        .applied_objects()
        .predicate_filter(predicates::generation, Default::default());
    let (children, writer) = reflector::store();
    let owned = watcher(config_maps.clone(), watcher::Config::default().streaming_lists())
        .default_backoff()
        .modify(|child| child.managed_fields_mut().clear())
        .reflect(writer)
        .touched_objects();
    let ready = children.clone();
    let context = Arc::new(Context { benches, config_maps, children, manager });
    let controller = Controller::for_stream(changed, primaries)
        .owns_stream(owned)
        .with_config(Config::default().concurrency(workers))
        .shutdown_on_signal()
        .run(
            move |bench, context: Arc<Context>| {
                let ready = ready.clone();
                async move {
                    // A child that is not known yet would be created again.
                    let _ = ready.wait_until_ready().await;
                    reconcile(bench, context).await
                }
            },
            failed,
            context,
        );
    controller.for_each(|_| futures::future::ready(())).await;
    Ok(())
}
