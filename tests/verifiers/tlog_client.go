// Verifies every log of a running installation with the Go project's own notes and tiled trees, which know nothing of
// Assay: signature, all tiles, every entry's leaf against the tree, inclusion and consistency proofs.
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run tests/verifiers/tlog_client.go URL
//
// Debian: golang-go, golang-golang-x-mod-dev. Exit code 0: all of it verified.
package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileWidth = 256

func check(err error) {
	if err != nil {
		fmt.Println("FAILED:", err)
		os.Exit(1)
	}
}

var client = &http.Client{Timeout: 60 * time.Second}

func get(url string) []byte {
	answer, err := client.Get(url)
	check(err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	check(err)
	if answer.StatusCode != http.StatusOK {
		check(fmt.Errorf("%s: %s", url, answer.Status))
	}
	return body
}

// The path of a tile's index, "x001/x234/067", and of its width when it is partial (tlog-tiles).
func indexPath(index int64, width int64) string {
	path := fmt.Sprintf("%03d", index%1000)
	for index >= 1000 {
		index /= 1000
		path = fmt.Sprintf("x%03d/%s", index%1000, path)
	}
	if width < tileWidth {
		path += fmt.Sprintf(".p/%d", width)
	}
	return path
}

// Reads tiles for package tlog, which checks each against the signed root, and keeps those that it found right.
type tileReader struct {
	url   string
	saved map[tlog.Tile][]byte
}

func (r tileReader) Height() int { return 8 }
func (r tileReader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range tiles {
		bytes, known := r.saved[tile]
		if !known {
			bytes = get(fmt.Sprintf("%s/tile/%d/%s", r.url, tile.L, indexPath(tile.N, int64(tile.W))))
		}
		data = append(data, bytes)
	}
	return data, nil
}
func (r tileReader) SaveTiles(tiles []tlog.Tile, data [][]byte) {
	for i, tile := range tiles {
		r.saved[tile] = data[i]
	}
}

func openCheckpoint(vkey, url string) tlog.Tree {
	verifier, err := note.NewVerifier(vkey)
	check(err)
	signed, err := note.Open(get(url+"/checkpoint"), note.VerifierList(verifier))
	check(err)
	lines := strings.Split(signed.Text, "\n")
	if lines[0] != verifier.Name() {
		check(fmt.Errorf("%s signs for %s", verifier.Name(), lines[0]))
	}
	var tree tlog.Tree
	_, err = fmt.Sscan(lines[1], &tree.N)
	check(err)
	tree.Hash, err = tlog.ParseHash(lines[2])
	check(err)
	return tree
}

func verifyEntries(url string, tree tlog.Tree, hashes tlog.HashReader) {
	entry := int64(0)
	for tile := int64(0); tile*tileWidth < tree.N; tile++ {
		bundle := get(fmt.Sprintf("%s/tile/entries/%s", url, indexPath(tile, tree.N-tile*tileWidth)))
		for ; len(bundle) > 0; entry++ {
			if len(bundle) < 2 || len(bundle)-2 < int(binary.BigEndian.Uint16(bundle)) {
				check(fmt.Errorf("%s: entry bundle %d is cut short", url, tile))
			}
			size := 2 + int(binary.BigEndian.Uint16(bundle))
			proof, err := tlog.ProveRecord(tree.N, entry, hashes)
			check(err)
			check(tlog.CheckRecord(proof, tree.N, tree.Hash, entry, tlog.RecordHash(bundle[2:size])))
			bundle = bundle[size:]
		}
	}
	if entry != tree.N {
		check(fmt.Errorf("%s: %d entries of %d", url, entry, tree.N))
	}
}

// Earlier trees that the signed one extends.
func verifyHistory(tree tlog.Tree, hashes tlog.HashReader) {
	for old := tree.N; old >= 1; old /= 2 {
		root, err := tlog.TreeHash(old, hashes)
		check(err)
		proof, err := tlog.ProveTree(tree.N, old, hashes)
		check(err)
		check(tlog.CheckTree(proof, tree.N, tree.Hash, old, root))
	}
}

func main() {
	if len(os.Args) != 2 {
		check(fmt.Errorf("usage: tlog_client URL"))
	}
	logs := 0
	for _, line := range strings.Split(string(get(os.Args[1]+"/log/policy")), "\n") {
		words := strings.Fields(line)
		if len(words) != 3 || words[0] != "log" {
			continue
		}
		tree := openCheckpoint(words[1], words[2])
		hashes := tlog.TileHashReader(tree, tileReader{words[2], map[tlog.Tile][]byte{}})
		verifyEntries(words[2], tree, hashes)
		verifyHistory(tree, hashes)
		fmt.Printf("%s: %d entries, root %s: verified\n", words[2], tree.N, tree.Hash)
		logs++
	}
	if logs == 0 {
		check(fmt.Errorf("the policy names no log"))
	}
}
