// Command olmcheck runs the eleven bundle validators of operator-framework/api over a bundle folder.
//
// It prints one line per finding and exits 1 on errors, 2 on warnings alone, 64 on wrong use. It reads the annotations together with
// the manifests, so it sees what `operator-sdk bundle validate` misses: a channel that is no candidate, fast or stable.
// The multiarch validator is left out: it pulls images.
package main

import (
	"fmt"
	"os"

	"github.com/operator-framework/api/pkg/manifests"
	"github.com/operator-framework/api/pkg/validation"
	"github.com/operator-framework/api/pkg/validation/errors"
	interfaces "github.com/operator-framework/api/pkg/validation/interfaces"
)

var validators = []interfaces.Validator{
	validation.ClusterServiceVersionValidator,
	validation.CustomResourceDefinitionValidator,
	validation.BundleValidator,
	validation.OperatorHubV2Validator,
	validation.StandardCategoriesValidator,
	validation.StandardCapabilitiesValidator,
	validation.ObjectValidator,
	validation.OperatorGroupValidator,
	validation.CommunityOperatorValidator,
	validation.AlphaDeprecatedAPIsValidator,
	validation.GoodPracticesValidator,
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: olmcheck BUNDLE KUBERNETES_VERSION   (olmcheck ./bundle 1.36)")
		os.Exit(64)
	}
	bundle, err := manifests.GetBundleFromDir(os.Args[1])
	if err != nil {
		fmt.Printf("error: %v\n", err)
		os.Exit(1)
	}
	objects := bundle.ObjectsToValidate()
	for _, object := range bundle.Objects {
		objects = append(objects, object)
	}
	objects = append(objects, map[string]string{"k8s-version": os.Args[2]})
	failed, warned := 0, 0
	seen := map[string]bool{}
	for _, validator := range validators {
		for _, result := range validator.Validate(objects...) {
			failed += report(seen, "error", result.Errors)
			warned += report(seen, "warning", result.Warnings)
		}
	}
	fmt.Printf("%d errors, %d warnings from %d validators over %d objects\n", failed, warned, len(validators), len(bundle.Objects))
	switch {
	case failed > 0:
		os.Exit(1)
	case warned > 0:
		os.Exit(2)
	}
}

// report prints each finding once, though several validators may have it, and counts the new ones.
func report(seen map[string]bool, level string, findings []errors.Error) int {
	count := 0
	for _, finding := range findings {
		line := fmt.Sprintf("%s: %s: %s", level, finding.Field, finding.Detail)
		if seen[line] {
			continue
		}
		seen[line] = true
		count++
		fmt.Println(line)
	}
	return count
}
