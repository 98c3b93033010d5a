// The contract of examples/bench in Go with controller-runtime, as somebody who knows it would write it: no client limit, managed
// fields stripped, read-your-writes consistency on.
package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"strconv"
	"strings"

	"go.uber.org/zap/zapcore"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	clientgoscheme "k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/tools/clientcmd"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/builder"
	"sigs.k8s.io/controller-runtime/pkg/cache"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/controller"
	"sigs.k8s.io/controller-runtime/pkg/controller/controllerutil"
	"sigs.k8s.io/controller-runtime/pkg/log/zap"
	"sigs.k8s.io/controller-runtime/pkg/metrics/server"
	"sigs.k8s.io/controller-runtime/pkg/predicate"
)

type BenchSpec struct {
	Data string `json:"data,omitempty"`
	Size int    `json:"size,omitempty"`
}

type BenchStatus struct {
	ObservedGeneration int64              `json:"observedGeneration,omitempty"`
	Hash               string             `json:"hash,omitempty"`
	Conditions         []metav1.Condition `json:"conditions,omitempty"`
}

type Bench struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`
	Spec              BenchSpec   `json:"spec,omitempty"`
	Status            BenchStatus `json:"status,omitempty"`
}

type BenchList struct {
	metav1.TypeMeta `json:",inline"`
	metav1.ListMeta `json:"metadata,omitempty"`
	Items           []Bench `json:"items"`
}

func (in *Bench) DeepCopyInto(out *Bench) {
	*out = *in
	in.ObjectMeta.DeepCopyInto(&out.ObjectMeta)
	if in.Status.Conditions != nil {
		out.Status.Conditions = make([]metav1.Condition, len(in.Status.Conditions))
		for i := range in.Status.Conditions {
			in.Status.Conditions[i].DeepCopyInto(&out.Status.Conditions[i])
		}
	}
}

func (in *Bench) DeepCopyObject() runtime.Object {
	out := new(Bench)
	in.DeepCopyInto(out)
	return out
}

func (in *BenchList) DeepCopyObject() runtime.Object {
	out := &BenchList{TypeMeta: in.TypeMeta}
	in.ListMeta.DeepCopyInto(&out.ListMeta)
	out.Items = make([]Bench, len(in.Items))
	for i := range in.Items {
		in.Items[i].DeepCopyInto(&out.Items[i])
	}
	return out
}

type reconciler struct {
	client.Client
	scheme *runtime.Scheme
	owner  client.FieldOwner
}

func (r *reconciler) Reconcile(ctx context.Context, req ctrl.Request) (ctrl.Result, error) {
	bench := &Bench{}
	if err := r.Get(ctx, req.NamespacedName, bench); err != nil {
		return ctrl.Result{}, client.IgnoreNotFound(err)
	}
	sum := sha256.Sum256([]byte(bench.Spec.Data))
	hash := hex.EncodeToString(sum[:])
	if err := r.configMap(ctx, bench, hash); err != nil {
		return ctrl.Result{}, err
	}
	before := bench.DeepCopy()
	bench.Status.ObservedGeneration = bench.Generation
	bench.Status.Hash = hash
	changed := meta.SetStatusCondition(&bench.Status.Conditions, metav1.Condition{
		Type: "Ready", Status: metav1.ConditionTrue, Reason: "Ready", ObservedGeneration: bench.Generation,
	})
	if !changed && before.Status.ObservedGeneration == bench.Status.ObservedGeneration && before.Status.Hash == hash {
		return ctrl.Result{}, nil
	}
	return ctrl.Result{}, r.Status().Patch(ctx, bench, client.MergeFrom(before), r.owner)
}

func (in *Bench) DeepCopy() *Bench {
	out := new(Bench)
	in.DeepCopyInto(out)
	return out
}

func (r *reconciler) configMap(ctx context.Context, bench *Bench, hash string) error {
	payload := strings.Repeat("x", bench.Spec.Size)
	found := &corev1.ConfigMap{}
	err := r.Get(ctx, client.ObjectKeyFromObject(bench), found)
	if apierrors.IsNotFound(err) {
		child := &corev1.ConfigMap{
			ObjectMeta: metav1.ObjectMeta{Name: bench.Name, Namespace: bench.Namespace},
			Data:       map[string]string{"hash": hash, "payload": payload},
		}
		if err := controllerutil.SetControllerReference(bench, child, r.scheme); err != nil {
			return err
		}
		return r.Create(ctx, child, r.owner)
	}
	if err != nil || (found.Data["hash"] == hash && found.Data["payload"] == payload) {
		return err
	}
	child := found.DeepCopy()
	child.Data = map[string]string{"hash": hash, "payload": payload}
	return r.Update(ctx, child, r.owner)
}

func main() {
	ctrl.SetLogger(zap.New(zap.Level(zapcore.ErrorLevel)))
	workers, _ := strconv.Atoi(os.Getenv("BENCH_CONCURRENCY"))
	if workers == 0 {
		workers = 10
	}
	owner := os.Getenv("BENCH_FIELD_MANAGER")
	if owner == "" {
		owner = "controller-runtime"
	}
	config, err := clientcmd.NewDefaultClientConfigLoadingRules().Load()
	must(err)
	watched := config.Contexts[config.CurrentContext].Namespace

	scheme := runtime.NewScheme()
	must(clientgoscheme.AddToScheme(scheme))
	group := schema.GroupVersion{Group: "bench.io", Version: "v1"}
	scheme.AddKnownTypes(group, &Bench{}, &BenchList{})
	metav1.AddToGroupVersion(scheme, group)

	manager, err := ctrl.NewManager(ctrl.GetConfigOrDie(), ctrl.Options{
		Scheme:                 scheme,
		Metrics:                server.Options{BindAddress: "0"},
		HealthProbeBindAddress: "0",
		Cache: cache.Options{
			DefaultNamespaces: map[string]cache.Config{watched: {}},
			DefaultTransform:  cache.TransformStripManagedFields(),
		},
		Client: client.Options{Cache: &client.CacheOptions{EnableReadYourWritesConsistency: new(true)}},
	})
	must(err)
	must(ctrl.NewControllerManagedBy(manager).
		For(&Bench{}, builder.WithPredicates(predicate.GenerationChangedPredicate{})).
		Owns(&corev1.ConfigMap{}).
		WithOptions(controller.Options{MaxConcurrentReconciles: workers}).
		Complete(&reconciler{manager.GetClient(), scheme, client.FieldOwner(owner)}))
	must(manager.Start(ctrl.SetupSignalHandler()))
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
