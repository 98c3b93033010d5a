// Tells in JSON what rules of CRDs can call: the functions and macros of the CEL environment that kube-apiserver compiles them in.
// write.ts runs it in the module of test/control-plane, which pins the release.
package main

import (
	"encoding/json"
	"log"
	"os"

	"github.com/google/cel-go/common/types"
	"k8s.io/apiserver/pkg/cel/environment"
)

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
	version := environment.DefaultCompatibilityVersion()
	env := environment.MustBaseEnvSet(version).NewExpressionsEnv()
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
	macros := []macro{}
	for _, m := range env.Macros() {
		macros = append(macros, macro{m.Function(), m.ArgCount(), m.IsReceiverStyle()})
	}
	declared := map[string]any{"compatibility": version.String(), "functions": functions, "macros": macros}
	if err := json.NewEncoder(os.Stdout).Encode(declared); err != nil {
		log.Fatal(err)
	}
}

func names(args []*types.Type) []string {
	all := []string{}
	for _, arg := range args {
		all = append(all, arg.String())
	}
	return all
}
