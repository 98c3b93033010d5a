// Tells in JSON what rules of CRDs can call: the functions and macros of the CEL environment that kube-apiserver compiles them in.
// write.ts runs it in the module of test/control-plane, which pins the release.
package main

import (
	"encoding/json"
	"log"
	"os"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"k8s.io/apimachinery/pkg/util/version"
	"k8s.io/apiserver/pkg/cel/environment"
)

// The oldest release that generated operators run on: 1.30.
const oldest = 30

type overload struct {
	ID     string   `json:"id"`
	Member bool     `json:"member"`
	Args   []string `json:"args"`
	Result string   `json:"result"`
}

type macro struct {
	Name     string `json:"name"`
	Args     int    `json:"args"`
	Receiver bool   `json:"receiver"`
}

func main() {
	compatibility := environment.DefaultCompatibilityVersion()
	env := environment.MustBaseEnvSet(compatibility).NewExpressionsEnv()
	functions := declared(env)
	macros := []macro{}
	for _, m := range env.Macros() {
		macros = append(macros, macro{m.Function(), m.ArgCount(), m.IsReceiverStyle()})
	}
	told := map[string]any{"compatibility": compatibility.String(), "functions": functions, "since": since(compatibility), "macros": macros}
	if err := json.NewEncoder(os.Stdout).Encode(told); err != nil {
		log.Fatal(err)
	}
}

func declared(env *cel.Env) map[string][]overload {
	functions := map[string][]overload{}
	for name, function := range env.Functions() {
		// Former names of operators, which no call finds.
		if function.IsDeclarationDisabled() {
			continue
		}
		for _, o := range function.OverloadDecls() {
			functions[name] = append(functions[name], overload{o.ID(), o.IsMemberFunction(), names(o.ArgTypes()), o.ResultType().String()})
		}
	}
	return functions
}

// The minor release since which new rules can call an overload, by its id, where that is later than the oldest. A release takes from
// new rules what the release before it knew.
func since(compatibility *version.Version) map[string]uint {
	found := map[string]uint{}
	for minor := uint(oldest); minor <= compatibility.Minor()+1; minor++ {
		env := environment.MustBaseEnvSet(version.MajorMinor(1, minor-1)).NewExpressionsEnv()
		for _, overloads := range declared(env) {
			for _, o := range overloads {
				if _, known := found[o.ID]; !known {
					found[o.ID] = minor
				}
			}
		}
	}
	for id, minor := range found {
		if minor == oldest {
			delete(found, id)
		}
	}
	return found
}

func names(args []*types.Type) []string {
	all := []string{}
	for _, arg := range args {
		all = append(all, arg.String())
	}
	return all
}
