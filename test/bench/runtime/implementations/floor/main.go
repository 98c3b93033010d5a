// The floor: two writes for each object whose spec changed, and no cache, no retries, no repair of children. No implementation of the
// contract, but what its writes cost at least with ten connections kept alive.
package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
)

type object struct {
	Metadata struct {
		Name            string `json:"name"`
		UID             string `json:"uid"`
		Generation      int64  `json:"generation"`
		ResourceVersion string `json:"resourceVersion"`
	} `json:"metadata"`
	Spec struct {
		Data string `json:"data"`
		Size int    `json:"size"`
	} `json:"spec"`
	Status struct {
		ObservedGeneration int64 `json:"observedGeneration"`
	} `json:"status"`
}

func main() {
	workers, _ := strconv.Atoi(os.Getenv("BENCH_CONCURRENCY"))
	if workers == 0 {
		workers = 10
	}
	rules := clientcmd.NewDefaultClientConfigLoadingRules()
	loaded := clientcmd.NewNonInteractiveDeferredLoadingClientConfig(rules, nil)
	namespace, _, err := loaded.Namespace()
	must(err)
	config, err := loaded.ClientConfig()
	must(err)
	tlsConfig, err := rest.TLSConfigFor(config)
	must(err)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: tlsConfig, MaxIdleConnsPerHost: workers}}
	benches := config.Host + "/apis/bench.io/v1/namespaces/" + namespace + "/benches"
	configMaps := config.Host + "/api/v1/namespaces/" + namespace + "/configmaps"

	send := func(method, url, contentType string, body any) int {
		text, _ := json.Marshal(body)
		request, _ := http.NewRequest(method, url+"?fieldManager=floor", bytes.NewReader(text))
		request.Header.Set("Content-Type", contentType)
		response, err := client.Do(request)
		if err != nil {
			return 0
		}
		defer response.Body.Close()
		_, _ = io.Copy(io.Discard, response.Body)
		return response.StatusCode
	}
	reconcile := func(bench object) {
		name := bench.Metadata.Name
		sum := sha256.Sum256([]byte(bench.Spec.Data))
		hash := hex.EncodeToString(sum[:])
		owner := map[string]any{"apiVersion": "bench.io/v1", "kind": "Bench", "name": name, "uid": bench.Metadata.UID, "controller": true}
		child := map[string]any{
			"apiVersion": "v1", "kind": "ConfigMap",
			"metadata": map[string]any{"name": name, "namespace": namespace, "ownerReferences": []any{owner}},
			"data":     map[string]string{"hash": hash, "payload": strings.Repeat("x", bench.Spec.Size)},
		}
		// What was never observed has no child.
		if bench.Status.ObservedGeneration == 0 {
			send("POST", configMaps, "application/json", child)
		} else {
			send("PUT", configMaps+"/"+name, "application/json", child)
		}
		ready := map[string]any{
			"type": "Ready", "status": "True", "reason": "Ready", "message": "",
			"lastTransitionTime": time.Now().UTC().Format(time.RFC3339),
		}
		status := map[string]any{"observedGeneration": bench.Metadata.Generation, "hash": hash, "conditions": []any{ready}}
		send("PATCH", benches+"/"+name+"/status", "application/merge-patch+json", map[string]any{"status": status})
	}

	queue := make(chan object, 100_000)
	for range workers {
		go func() {
			for bench := range queue {
				reconcile(bench)
			}
		}()
	}
	for {
		follow(client, benches, queue)
		time.Sleep(100 * time.Millisecond)
	}
}

// Queues what the status is behind of, until the watch ends.
func follow(client *http.Client, benches string, queue chan<- object) {
	response, err := client.Get(benches + "?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&timeoutSeconds=7200")
	if err != nil {
		return
	}
	defer response.Body.Close()
	lines := bufio.NewReaderSize(response.Body, 1<<20)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return
		}
		var event struct {
			Type   string `json:"type"`
			Object object `json:"object"`
		}
		must(json.Unmarshal(line, &event))
		changed := event.Type == "ADDED" || event.Type == "MODIFIED"
		if changed && event.Object.Metadata.Generation != event.Object.Status.ObservedGeneration {
			queue <- event.Object
		}
	}
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
