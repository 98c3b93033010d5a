// Tells in JSON what the Go types are made of that operator-framework/api decodes the manifests of a bundle into.
// write.ts runs it in the module of test/judges/olmcheck, which pins the release.
package main

import (
	"encoding/json"
	"log"
	"os"
	"reflect"
	"strings"

	"github.com/operator-framework/api/pkg/operators/v1alpha1"
	policyv1beta1 "k8s.io/api/policy/v1beta1"
	rbacv1 "k8s.io/api/rbac/v1"
	schedulingv1 "k8s.io/api/scheduling/v1"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	apiextensionsv1beta1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1beta1"
)

// A field by its name in JSON. Embedded is the struct that it comes from, where that is embedded.
type field struct {
	Name     string `json:"name"`
	Type     string `json:"type"`
	Embedded string `json:"embedded,omitempty"`
}

var structs = map[string][]field{}

var unmarshaler = reflect.TypeFor[json.Unmarshaler]()

func main() {
	for _, root := range []reflect.Type{
		reflect.TypeFor[v1alpha1.ClusterServiceVersion](),
		reflect.TypeFor[apiextensionsv1.CustomResourceDefinition](),
		reflect.TypeFor[apiextensionsv1beta1.CustomResourceDefinition](),
		reflect.TypeFor[policyv1beta1.PodDisruptionBudget](),
		reflect.TypeFor[schedulingv1.PriorityClass](),
		reflect.TypeFor[rbacv1.Role](),
		reflect.TypeFor[rbacv1.ClusterRole](),
	} {
		expression(root)
	}
	if err := json.NewEncoder(os.Stdout).Encode(structs); err != nil {
		log.Fatal(err)
	}
}

// name is that of the package's last two parts and of the type: apiextensions/v1.JSONSchemaProps.
func name(t reflect.Type) string {
	parts := strings.Split(t.PkgPath(), "/")
	return strings.Join(parts[max(0, len(parts)-2):], "/") + "." + t.Name()
}

// expression writes a type: *T, []T, map:T, bytes, the kind of a scalar, any, !NAME for one that decodes itself, and the name of a struct.
func expression(t reflect.Type) string {
	if t.Kind() != reflect.Pointer && t.Kind() != reflect.Interface && reflect.PointerTo(t).Implements(unmarshaler) {
		inner(t)
		return "!" + name(t)
	}
	switch t.Kind() {
	case reflect.Pointer:
		return "*" + expression(t.Elem())
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return "bytes"
		}
		return "[]" + expression(t.Elem())
	case reflect.Map:
		return "map:" + expression(t.Elem())
	case reflect.Interface:
		return "any"
	case reflect.Struct:
		describe(t)
		return name(t)
	default:
		return t.Kind().String()
	}
}

// inner describes the structs of a type that decodes itself: of JSONSchemaPropsOrBool and its like they are decoded as they are.
func inner(t reflect.Type) {
	if t.Kind() != reflect.Struct || !strings.HasPrefix(t.Name(), "JSONSchemaPropsOr") {
		return
	}
	for i := range t.NumField() {
		expression(t.Field(i).Type)
	}
}

func describe(t reflect.Type) {
	key := name(t)
	if _, ok := structs[key]; ok {
		return
	}
	structs[key] = nil
	structs[key] = fields(t, "")
}

func fields(t reflect.Type, embedded string) []field {
	found := []field{}
	for i := range t.NumField() {
		f := t.Field(i)
		tag, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if tag == "-" || (!f.IsExported() && !f.Anonymous) {
			continue
		}
		if f.Anonymous && tag == "" {
			describe(f.Type)
			from := embedded
			if from == "" {
				from = name(f.Type)
			}
			found = append(found, fields(f.Type, from)...)
			continue
		}
		if tag == "" {
			tag = f.Name
		}
		found = append(found, field{tag, expression(f.Type), embedded})
	}
	return found
}
